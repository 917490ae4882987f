import { createHash } from 'node:crypto';
import {
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  GraphQLError,
  type GraphQLSchema,
  getOperationAST,
  Kind,
  type OperationDefinitionNode,
  parse as parseDocument,
  type SelectionSetNode,
  specifiedRules,
  validate as validateDocument,
  visit,
} from 'graphql';
import { LiveRequestError } from './live-errors.ts';
import type { AnyLiveField } from './live-source.ts';

/** A subscription of a valid document, ready to be opened with variables. */
export interface LiveOperation {
  /** Equal for equal text and operation name. */
  id: string;
  document: DocumentNode;
  operation: OperationDefinitionNode;
  field: AnyLiveField;
  fieldNode: FieldNode;
  /** The variable that is only the cursor: subscribers that differ by it alone share executions. */
  cursorVariable: string | null;
}

export interface LiveDocumentOptions {
  schema: GraphQLSchema;
  fields: readonly AnyLiveField[];
  parse?(text: string): DocumentNode;
  validate?(schema: GraphQLSchema, document: DocumentNode): readonly GraphQLError[];
}

const MAX_DOCUMENTS = 1_000;
/** A parsed document takes some 30 times its text. */
const MAX_TEXT_LENGTH = 512 * 1024;
const MAX_TOKENS = 1_000;

/** Parses and validates each document once; keeps those used last, within bounds. */
export class LiveDocuments {
  readonly #options: LiveDocumentOptions;
  readonly #fields: ReadonlyMap<string, AnyLiveField>;
  readonly #documents = new Map<string, DocumentNode>();
  readonly #operations = new WeakMap<DocumentNode, Map<string, LiveOperation>>();
  #textLength = 0;

  constructor(options: LiveDocumentOptions) {
    this.#options = options;
    this.#fields = new Map(options.fields.map((field) => [field.field, field]));
  }

  /** Throws a {@link LiveRequestError} with everything that is wrong. */
  operation(text: string, operationName: string | null): LiveOperation {
    const document = this.#document(text);
    const operations = this.#operations.get(document) ?? new Map<string, LiveOperation>();
    this.#operations.set(document, operations);
    let operation = operations.get(operationName ?? '');
    if (!operation) {
      operation = this.#prepare(text, document, operationName);
      operations.set(operationName ?? '', operation);
    }
    return operation;
  }

  #document(text: string): DocumentNode {
    const known = this.#documents.get(text);
    if (known) {
      this.#documents.delete(text);
      this.#documents.set(text, known);
      return known;
    }
    const document = this.#parse(text);
    const errors = this.#options.validate
      ? this.#options.validate(this.#options.schema, document)
      : validateDocument(this.#options.schema, document, specifiedRules, { maxErrors: 5 });
    if (errors.length > 0) throw new LiveRequestError(errors);
    this.#documents.set(text, document);
    this.#textLength += text.length;
    for (const [oldest] of this.#documents) {
      if (this.#documents.size <= MAX_DOCUMENTS && this.#textLength <= MAX_TEXT_LENGTH) break;
      this.#documents.delete(oldest);
      this.#textLength -= oldest.length;
    }
    return document;
  }

  #parse(text: string): DocumentNode {
    try {
      return this.#options.parse ? this.#options.parse(text) : parseDocument(text, { maxTokens: MAX_TOKENS });
    } catch (error) {
      if (error instanceof GraphQLError) throw new LiveRequestError([error]);
      throw error;
    }
  }

  #prepare(text: string, document: DocumentNode, operationName: string | null): LiveOperation {
    const operation = getOperationAST(document, operationName);
    if (!operation) throw refused('Say by operationName which of the operations is meant.');
    if (operation.operation !== 'subscription')
      throw refused('Only subscriptions are served here; send queries and mutations to POST /graphql.');
    const fieldNode = rootField(document, operation.selectionSet);
    const field = fieldNode && this.#fields.get(fieldNode.name.value);
    if (!fieldNode || !field) throw refused('This subscription selects nothing that can be subscribed to.');
    return {
      id: createHash('sha256')
        .update(operationName ?? '')
        .update('\n')
        .update(text)
        .digest('base64'),
      document,
      operation,
      field,
      fieldNode,
      cursorVariable: field.cursorArgument ? soleVariable(document, fieldNode, field.cursorArgument) : null,
    };
  }
}

function refused(message: string): LiveRequestError {
  return new LiveRequestError([new GraphQLError(message, { extensions: { code: 'INVALID_INPUT' } })]);
}

/** The one root field that validation has left; it may stand in a fragment. */
function rootField(document: DocumentNode, selectionSet: SelectionSetNode): FieldNode | null {
  for (const selection of selectionSet.selections) {
    if (selection.kind === Kind.FIELD) return selection;
    const inner = selection.kind === Kind.INLINE_FRAGMENT ? selection : findFragment(document, selection.name.value);
    const found = inner && rootField(document, inner.selectionSet);
    if (found) return found;
  }
  return null;
}

function findFragment(document: DocumentNode, name: string): FragmentDefinitionNode | null {
  for (const definition of document.definitions)
    if (definition.kind === Kind.FRAGMENT_DEFINITION && definition.name.value === name) return definition;
  return null;
}

/** The variable given as `argument`, unless the document uses it elsewhere too: then results depend on it. */
function soleVariable(document: DocumentNode, fieldNode: FieldNode, argument: string): string | null {
  const value = fieldNode.arguments?.find((given) => given.name.value === argument)?.value;
  if (value?.kind !== Kind.VARIABLE) return null;
  const name = value.name.value;
  let useCount = 0;
  visit(document, {
    VariableDefinition: () => false,
    Variable: (node) => {
      if (node.name.value === name) useCount += 1;
    },
  });
  return useCount === 1 ? name : null;
}
