import { TestEnvironment } from 'jest-environment-jsdom';

/** jsdom with what browsers have and it lacks. Requests and their signals must come from one maker, or neither knows the other. */
export default class BrowserEnvironment extends TestEnvironment {
  constructor(...given) {
    super(...given);
    const { TextEncoder, TextDecoder, Request, Response, Headers, AbortController, AbortSignal, ReadableStream } =
      globalThis;
    Object.assign(this.global, {
      TextEncoder,
      TextDecoder,
      Request,
      Response,
      Headers,
      AbortController,
      AbortSignal,
      ReadableStream,
      structuredClone,
    });
  }
}
