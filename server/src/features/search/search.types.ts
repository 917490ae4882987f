import { Field, ID, ObjectType, registerEnumType } from 'type-graphql';

export enum SearchResultKind {
  PROJECT = 'PROJECT',
  SERVICE = 'SERVICE',
  ENVIRONMENT = 'ENVIRONMENT',
  DEPLOYMENT = 'DEPLOYMENT',
  INCIDENT = 'INCIDENT',
}
registerEnumType(SearchResultKind, {
  name: 'SearchResultKind',
  description: 'What was found.',
  valuesConfig: {
    PROJECT: { description: 'A project.' },
    SERVICE: { description: 'A service.' },
    ENVIRONMENT: { description: 'An environment.' },
    DEPLOYMENT: { description: 'A deployment.' },
    INCIDENT: { description: 'An incident.' },
  },
});

@ObjectType({ description: 'Something that fits a search.', simpleResolvers: true })
export class SearchResult {
  @Field(() => ID, { description: 'Its id.' })
  id: string;

  @Field(() => SearchResultKind, { description: 'What it is.' })
  kind: SearchResultKind;

  @Field(() => String, { description: 'What it is called.' })
  title: string;

  @Field(() => String, { nullable: true, description: 'What tells it from others of that name.' })
  subtitle: string | null;

  @Field(() => String, { description: 'Its page in the client.' })
  path: string;
}
