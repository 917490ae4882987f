import type { APICallError } from 'ai';

export interface ModelQuestion {
  /** Of an OpenAI-compatible API, `https://api.openai.com/v1`; set by who runs the server, so it may be an inner one. */
  url: string;
  model: string;
  key: string | null;
  system: string | null;
  prompt: string;
  maxTokens: number;
  /** Asks for JSON; what comes is for the caller to check. */
  isJson: boolean;
  signal: AbortSignal;
  /** Called with all that there is so far. */
  onText: (text: string) => void;
}

export interface ModelAnswer {
  text: string;
  /** `stop`, or `length` where it was cut at `maxTokens`. */
  finishReason: string;
  usage: { inputTokens: number | null; outputTokens: number | null };
  /** Where the API says it, as gateways do. */
  costUsd: number | null;
}

/** The model could not be asked, or didn't answer. `status` is HTTP's; null: nobody answered. */
export class ModelError extends Error {
  override name = 'ModelError';
  readonly status: number | null;
  readonly isRetryable: boolean;

  constructor(message: string, options: { status?: number | null; isRetryable?: boolean; cause?: unknown } = {}) {
    super(message, { cause: options.cause });
    this.status = options.status ?? null;
    this.isRetryable = options.isRetryable ?? true;
  }
}

const MAX_ANSWER_CHARACTERS = 1024 ** 2;

/** Asks once (tries again are the caller's), and streams the answer. */
export async function askModel(question: ModelQuestion): Promise<ModelAnswer> {
  const { url, model, key, system, prompt, maxTokens, isJson, signal, onText } = question;
  // Loaded by those who ask: they take 400 ms and 30 MB, and few processes ever do.
  const [{ createOpenAICompatible }, { APICallError, streamText }] = await Promise.all([
    import('@ai-sdk/openai-compatible'),
    import('ai'),
  ]);
  const provider = createOpenAICompatible({
    name: 'model',
    baseURL: url.replace(/\/+$/, ''),
    ...(key && { apiKey: key }),
    includeUsage: true,
    // A redirect would carry the key elsewhere.
    fetch: (input, init) => fetch(input, { ...init, redirect: 'error' }),
  });
  let failure: unknown = null;
  const result = streamText({
    model: provider(model),
    ...(system && { instructions: system }),
    prompt,
    maxOutputTokens: maxTokens,
    ...(isJson && { providerOptions: { model: { response_format: { type: 'json_object' } } } }),
    maxRetries: 0,
    abortSignal: signal,
    onError({ error }) {
      failure = error;
    },
  });
  let text = '';
  try {
    for await (const part of result.textStream) {
      text += part;
      if (text.length > MAX_ANSWER_CHARACTERS)
        throw new ModelError('The answer of the model is longer than 1 MiB.', { isRetryable: false });
      onText(text);
    }
  } catch (error) {
    if (error instanceof ModelError) throw error;
    failure ??= error;
  }
  signal.throwIfAborted();
  if (APICallError.isInstance(failure) && (failure.statusCode ?? 500) >= 400) throw refusedBy(failure);
  if (failure) throw brokenBy(failure);
  const { inputTokens, outputTokens, raw } = await result.usage;
  return {
    text,
    finishReason: await result.finishReason,
    usage: { inputTokens: inputTokens ?? null, outputTokens: outputTokens ?? null },
    costUsd: saidCost(raw?.cost),
  };
}

const MOST_COST_USD = 1_000_000;

const saidCost = (cost: unknown): number | null =>
  typeof cost === 'number' && cost >= 0 && cost <= MOST_COST_USD ? cost : null;

function refusedBy(error: APICallError): ModelError {
  const status = error.statusCode ?? null;
  const said = error.message.slice(0, 500);
  const message = status === null ? `The model can’t be reached: ${said}` : `The model answered ${status}: ${said}`;
  return new ModelError(message, { status, isRetryable: error.isRetryable, cause: error });
}

function brokenBy(error: unknown): ModelError {
  const reason = error instanceof Error ? error.message : String(error);
  return new ModelError(`The model’s answer broke off: ${reason.slice(0, 500)}`, { cause: error });
}
