import { createUnionType } from 'type-graphql';
import { kindOfId } from '../../lib/ids.ts';
import type { Context } from '../../platform/context.ts';
import { query } from '../../platform/db/sql.ts';
import { notFound } from '../../platform/errors.ts';
import { inOrder, loaderOf } from '../../platform/graphql/loader.ts';
import { User } from '../accounts/user.entity.ts';
import { usersById } from '../projects/member.service.ts';
import { Token } from './token.entity.ts';
import { TOKEN_COLUMNS } from './token.service.ts';

/** Who did something: a person or a token. */
export const Actor = createUnionType({
  name: 'Actor',
  description: 'Who does something: a person, or a token that acts for one, for a program or for a deployment.',
  types: () => [User, Token] as const,
  resolveType: (value) => (kindOfId(value.id) === 'token' ? Token : User),
});

/** Batch: people and tokens by id; null for what is gone. One statement for the people, one for the tokens. */
export async function actorsById(ctx: Context, ids: readonly string[]): Promise<(User | Token | null)[]> {
  const tokenIds = ids.filter((id) => kindOfId(id) === 'token');
  const userIds = ids.filter((id) => kindOfId(id) === 'user');
  const [users, tokens] = await Promise.all([
    userIds.length > 0 ? usersById(ctx, userIds) : [],
    tokenIds.length > 0
      ? query<Token>(
          ctx,
          `-- tokens.actors
          select ${TOKEN_COLUMNS}
          from tokens where id = any($1)`,
          [tokenIds],
        )
      : [],
  ]);
  const found: (User | Token)[] = [...users.flatMap((user) => user ?? []), ...tokens];
  return inOrder<User | Token, User | Token | null>(
    ids,
    found,
    (row) => row.id,
    (row) => row,
    null,
  );
}

/** A token that a page joined in may be brief: see `allowBriefRows`. */
export type TokenRow = Token | Pick<Token, 'id' | 'name' | 'kind'>;

/** All of it, by one statement for the whole request where rows are brief. */
export async function wholeToken(ctx: Context, row: TokenRow): Promise<Token> {
  if ('expiresAt' in row) return row;
  const found = await loaderOf(ctx, actorsById).load(row.id);
  if (!found || !('expiresAt' in found)) throw notFound('token');
  return found;
}
