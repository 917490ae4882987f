import { type LogBatch, type LogFilter, type LogLine, matchesFilter, type ReadLogPage } from './log-line.ts';
import { FrameNotifier, type LogRows, pageSize } from './log-rows.ts';

/** Lines kept: beyond it, chunks far from the viewport are dropped and read again when looked at. */
const maxChunks = 60;
const retryDelayMs = 2_000;

/** A run of rows: `afterSeq` is the cursor that reads it again once its lines were dropped. */
interface Chunk {
  afterSeq: number;
  firstSeq: number;
  lines: LogLine[] | undefined;
}

interface FilteredLogOptions {
  readPage: ReadLogPage;
  filter: LogFilter;
  /** Lines the whole log has: reading goes on until they have all been looked through. */
  lineCount: number;
  scheduleFrame?: (callback: () => void) => void;
}

/**
 * The lines of a log that pass a filter. The server filters; which line is row i is known only by reading from the start, so the rows
 * grow page by page, in the background, until the end is reached. From then on live lines are filtered here.
 */
export class FilteredLog implements LogRows {
  error: Error | undefined;
  #chunks: Chunk[] = [];
  #count = 0;
  #cursor = 0;
  #logLineCount: number;
  #request: AbortController | undefined;
  #refills = new Map<number, AbortController>();
  #retryTimer: ReturnType<typeof setTimeout> | undefined;
  #visible = { first: 0, last: 0 };
  #readPage: ReadLogPage;
  #filter: LogFilter;
  #notifier: FrameNotifier;

  constructor(options: FilteredLogOptions) {
    this.#readPage = options.readPage;
    this.#filter = options.filter;
    this.#logLineCount = options.lineCount;
    this.#notifier = new FrameNotifier(options.scheduleFrame);
  }

  /** Begins to read; also after `dispose`. */
  open(): void {
    this.#readOn();
  }

  get count(): number {
    return this.#count;
  }

  get isCountFinal(): boolean {
    return this.#cursor >= this.#logLineCount;
  }

  get version(): number {
    return this.#notifier.version;
  }

  subscribe = (listener: () => void): (() => void) => this.#notifier.subscribe(listener);

  lineAt(index: number): LogLine | undefined {
    return this.#chunks[Math.floor(index / pageSize)]?.lines?.[index % pageSize];
  }

  indexOf(seq: number): number {
    const chunkIndex = this.#chunks.findLastIndex((chunk) => chunk.firstSeq <= seq);
    if (chunkIndex < 0) return 0;
    const offset = this.#chunks[chunkIndex]?.lines?.findLastIndex((line) => line.seq <= seq) ?? 0;
    return chunkIndex * pageSize + Math.max(0, offset);
  }

  show(firstIndex: number, lastIndex: number): void {
    this.#visible = { first: Math.floor(firstIndex / pageSize), last: Math.floor(lastIndex / pageSize) };
    for (let index = this.#visible.first - 1; index <= this.#visible.last + 1; index += 1) {
      const chunk = this.#chunks[index];
      if (chunk && !chunk.lines && !this.#refills.has(index)) void this.#refill(index, chunk);
    }
  }

  append(batch: LogBatch): void {
    const hasReadAll = this.isCountFinal;
    const isContiguous = (batch.lines[0]?.seq ?? batch.lastSeq + 1) <= this.#logLineCount + 1;
    this.#logLineCount = Math.max(this.#logLineCount, batch.lastSeq, batch.lines.at(-1)?.seq ?? 0);
    if (hasReadAll && isContiguous) {
      this.#add(batch.lines.filter((line) => line.seq > this.#cursor && matchesFilter(line, this.#filter)));
      this.#cursor = this.#logLineCount;
      this.#notifier.changed();
    } else {
      this.#readOn();
    }
  }

  retry(): void {
    clearTimeout(this.#retryTimer);
    this.error = undefined;
    this.#readOn();
    this.show(this.#visible.first * pageSize, this.#visible.last * pageSize);
    this.#notifier.changed();
  }

  dispose(): void {
    clearTimeout(this.#retryTimer);
    this.#request?.abort();
    this.#request = undefined;
    for (const refill of this.#refills.values()) refill.abort();
  }

  #readOn(): void {
    if (this.#request || this.error || this.isCountFinal) return;
    void this.#readNext();
  }

  async #readNext(): Promise<void> {
    const request = new AbortController();
    this.#request = request;
    try {
      const batch = await this.#readPage(
        { after: this.#cursor, first: pageSize, filter: this.#filter },
        request.signal,
      );
      if (request.signal.aborted) return;
      this.#request = undefined;
      this.#add(batch.lines);
      // The server looks for a quarter of a second and says how far it came, which may be far beyond the last line that passed.
      const readTo = Math.max(batch.lastSeq, batch.lines.at(-1)?.seq ?? 0);
      const hasMoved = readTo > this.#cursor;
      this.#cursor = Math.max(this.#cursor, readTo);
      this.#notifier.changed();
      // Without progress, what is missing isn't stored yet; the next live line asks again.
      if (hasMoved) this.#readOn();
    } catch (error) {
      if (request.signal.aborted) return;
      this.#request = undefined;
      this.#fail(error);
    }
  }

  async #refill(index: number, chunk: Chunk): Promise<void> {
    const request = new AbortController();
    this.#refills.set(index, request);
    try {
      const lines: LogLine[] = [];
      let after = chunk.afterSeq;
      while (lines.length < pageSize) {
        const first = pageSize - lines.length;
        const batch = await this.#readPage({ after, first, filter: this.#filter }, request.signal);
        if (request.signal.aborted) return;
        lines.push(...batch.lines);
        if (batch.lastSeq <= after) break;
        after = batch.lastSeq;
      }
      chunk.lines = lines;
      this.#evict();
      this.#notifier.changed();
    } catch (error) {
      if (!request.signal.aborted) this.#fail(error);
    } finally {
      this.#refills.delete(index);
    }
  }

  #fail(error: unknown): void {
    this.error = error instanceof Error ? error : new Error(String(error));
    clearTimeout(this.#retryTimer);
    this.#retryTimer = setTimeout(() => this.retry(), retryDelayMs);
    this.#notifier.changed();
  }

  #add(lines: LogLine[]): void {
    for (const line of lines) {
      let chunk = this.#chunks.at(-1);
      if (!chunk || this.#count % pageSize === 0) {
        chunk = { afterSeq: line.seq - 1, firstSeq: line.seq, lines: [] };
        this.#chunks.push(chunk);
      }
      chunk.lines?.push(line);
      this.#count += 1;
    }
    this.#evict();
  }

  #evict(): void {
    let excess = this.#chunks.filter((chunk) => chunk.lines).length - maxChunks;
    const last = this.#chunks.length - 1;
    for (let index = 0; index < last && excess > 0; index += 1) {
      const isVisible = index >= this.#visible.first - 1 && index <= this.#visible.last + 1;
      const chunk = this.#chunks[index];
      if (isVisible || !chunk?.lines) continue;
      chunk.lines = undefined;
      excess -= 1;
    }
  }
}
