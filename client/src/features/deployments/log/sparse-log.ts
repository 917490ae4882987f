import type { LogBatch, LogLine, ReadLogPage } from './log-line.ts';
import { FrameNotifier, type LogRows, pageSize } from './log-rows.ts';

/** 60 pages are 60,000 lines, some 15 MB: several screens of scrolling back without a request, and far from a browser's limits. */
const maxPages = 60;
/** Requests at once. A fling over 200,000 lines passes 200 pages; only those still on screen when a request ends are asked for. */
const maxRequests = 3;

const retryDelaysMs = [500, 1_000, 2_000, 5_000, 10_000];

interface Page {
  lines: (LogLine | undefined)[];
  /** Lines present. Live lines begin in mid-page, so a page may hold its end and lack its start. */
  loadedCount: number;
}

interface SparseLogOptions {
  readPage: ReadLogPage;
  /** Lines the log had when the page was opened. */
  lineCount: number;
  scheduleFrame?: (callback: () => void) => void;
}

/**
 * A whole log, of which only the pages around the viewport are in memory. Row i is line i + 1, always: that is what makes a jump to any
 * line of 200,000 one request. A gap in the live lines (a slow subscriber is skipped ahead) is no special case: its rows are fetched like
 * any other when looked at.
 */
export class SparseLog implements LogRows {
  error: Error | undefined;
  readonly isCountFinal = true;
  /** Pages by number, least recently shown first. */
  #pages = new Map<number, Page>();
  #requests = new Map<number, AbortController>();
  #lineCount: number;
  #visible = { firstPage: 0, lastPage: -1 };
  #failureCount = 0;
  #retryTimer: ReturnType<typeof setTimeout> | undefined;
  #readPage: ReadLogPage;
  #notifier: FrameNotifier;

  constructor(options: SparseLogOptions) {
    this.#readPage = options.readPage;
    this.#lineCount = options.lineCount;
    this.#notifier = new FrameNotifier(options.scheduleFrame);
  }

  get count(): number {
    return this.#lineCount;
  }

  get version(): number {
    return this.#notifier.version;
  }

  get pagesInMemory(): number {
    return this.#pages.size;
  }

  subscribe = (listener: () => void): (() => void) => this.#notifier.subscribe(listener);

  lineAt(index: number): LogLine | undefined {
    return this.#pages.get(Math.floor(index / pageSize))?.lines[index % pageSize];
  }

  indexOf(seq: number): number {
    return Math.max(0, Math.min(seq, this.#lineCount) - 1);
  }

  show(firstIndex: number, lastIndex: number): void {
    this.#visible = { firstPage: Math.floor(firstIndex / pageSize), lastPage: Math.floor(lastIndex / pageSize) };
    for (let page = this.#visible.firstPage; page <= this.#visible.lastPage; page += 1) this.#markUsed(page);
    this.#fetchMissing();
  }

  append(batch: LogBatch): void {
    const known = this.#lineCount;
    for (const line of batch.lines) {
      if (line.seq > known) this.#put(line);
    }
    this.#lineCount = Math.max(this.#lineCount, batch.lastSeq, batch.lines.at(-1)?.seq ?? 0);
    if (this.#lineCount === known) return;
    this.#evict();
    this.#notifier.changed();
  }

  retry(): void {
    clearTimeout(this.#retryTimer);
    this.error = undefined;
    this.#failureCount = 0;
    this.#fetchMissing();
    this.#notifier.changed();
  }

  dispose(): void {
    clearTimeout(this.#retryTimer);
    for (const request of this.#requests.values()) request.abort();
    this.#requests.clear();
  }

  #put(line: LogLine): void {
    const number = Math.floor((line.seq - 1) / pageSize);
    let page = this.#pages.get(number);
    if (!page) {
      page = { lines: [], loadedCount: 0 };
      this.#pages.set(number, page);
    }
    const offset = (line.seq - 1) % pageSize;
    if (page.lines[offset] === undefined) page.loadedCount += 1;
    page.lines[offset] = line;
  }

  #isComplete(number: number): boolean {
    const expected = Math.min(pageSize, this.#lineCount - number * pageSize);
    return (this.#pages.get(number)?.loadedCount ?? 0) >= expected;
  }

  #firstMissing(number: number): number {
    const lines = this.#pages.get(number)?.lines ?? [];
    let offset = 0;
    while (offset < lines.length && lines[offset] !== undefined) offset += 1;
    return offset;
  }

  /** The pages on screen first, then their neighbours, so that scrolling on finds them ready. */
  #wantedPages(): number[] {
    const { firstPage, lastPage } = this.#visible;
    const wanted: number[] = [];
    for (let page = firstPage; page <= lastPage; page += 1) wanted.push(page);
    wanted.push(lastPage + 1, firstPage - 1, lastPage + 2, firstPage - 2);
    const pageCount = Math.ceil(this.#lineCount / pageSize);
    return wanted.filter((page) => page >= 0 && page < pageCount && !this.#isComplete(page));
  }

  #fetchMissing(): void {
    if (this.error) return;
    const wanted = this.#wantedPages();
    for (const [page, request] of this.#requests) {
      if (!wanted.includes(page)) {
        request.abort();
        this.#requests.delete(page);
      }
    }
    for (const page of wanted) {
      if (this.#requests.size >= maxRequests) return;
      if (!this.#requests.has(page)) void this.#fetchPage(page);
    }
  }

  async #fetchPage(number: number): Promise<void> {
    const request = new AbortController();
    this.#requests.set(number, request);
    try {
      const after = number * pageSize + this.#firstMissing(number);
      const batch = await this.#readPage({ after, first: (number + 1) * pageSize - after, filter: {} }, request.signal);
      if (request.signal.aborted) return;
      this.#requests.delete(number);
      this.#failureCount = 0;
      for (const line of batch.lines) this.#put(line);
      this.#markUsed(number);
      this.#lineCount = Math.max(this.#lineCount, batch.lines.at(-1)?.seq ?? 0);
      this.#evict();
      this.#notifier.changed();
      // An answer ends early when its lines are long (4 MiB of text), and the rest is asked for. One without any line (they are not
      // stored yet) would be asked for again at once, forever.
      if (batch.lines.length > 0 || this.#isComplete(number)) this.#fetchMissing();
    } catch (error) {
      if (request.signal.aborted) return;
      this.#requests.delete(number);
      this.#retryLater(error instanceof Error ? error : new Error(String(error)));
    }
  }

  #retryLater(error: Error): void {
    if (this.error) return;
    this.error = error;
    const delayMs = retryDelaysMs[Math.min(this.#failureCount, retryDelaysMs.length - 1)];
    this.#failureCount += 1;
    this.#retryTimer = setTimeout(() => {
      this.error = undefined;
      this.#fetchMissing();
      this.#notifier.changed();
    }, delayMs);
    this.#notifier.changed();
  }

  #markUsed(number: number): void {
    const page = this.#pages.get(number);
    if (!page) return;
    this.#pages.delete(number);
    this.#pages.set(number, page);
  }

  #evict(): void {
    const { firstPage, lastPage } = this.#visible;
    const lastKnownPage = Math.floor((this.#lineCount - 1) / pageSize);
    for (const number of this.#pages.keys()) {
      if (this.#pages.size <= maxPages) return;
      // The last page stays: the next live line belongs to it.
      if ((number < firstPage || number > lastPage) && number !== lastKnownPage) this.#pages.delete(number);
    }
  }
}
