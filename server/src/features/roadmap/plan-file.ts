import { Readable } from 'node:stream';
import { CsvError, type Parser, parse } from 'csv-parse';
import { type FileRow, withoutRepeats } from './plan-diff.rules.ts';
import { columnsOf, type PlanColumns, type PlanProblem, type PlanRow, readRow } from './plan-row.rules.ts';

const MOST_ROWS = 50_000;
const MOST_PHASES = 200;
/** Problems beyond are counted and not told: a file of another kind has one in each row. */
export const MOST_PROBLEMS = 100;
/** What one row may have: ten cells at their longest, and a few columns of notes. */
const MOST_ROW_CHARACTERS = 64 * 1024;

/** What a `project-plan.csv` says. */
export interface PlanFile {
  rows: FileRow[];
  /** Items of rows that can't be taken over. */
  untouched: Pick<PlanRow, 'key' | 'title' | 'phase'>[];
  problems: PlanProblem[];
  problemCount: number;
  /** False: parts could not be read at all, so nobody knows what is missing from it. */
  isWhole: boolean;
  ignoredColumns: string[];
}

/** The file as a whole can't be used; its message says why. */
export class PlanFileError extends Error {
  override name = 'PlanFileError';
}

/**
 * Reads a plan while it arrives: comma, semicolon or tab by its header, quotes, CRLF, a byte order mark. What is wrong in a row
 * is told by row and column. Fails with {@link PlanFileError} when it is no plan, not UTF-8, or longer than {@link MOST_ROWS}.
 */
export async function readPlanFile(source: AsyncIterable<Uint8Array> | Iterable<Uint8Array>): Promise<PlanFile> {
  const text = decoded(source)[Symbol.asyncIterator]();
  const head = await untilHeader(text);
  const reader = new PlanReader();
  const parser: Parser = parse({
    delimiter: delimiterOf(head),
    // All of them: a file that two systems have written to has several.
    record_delimiter: ['\r\n', '\n', '\r'],
    bom: true,
    relax_column_count: true,
    skip_empty_lines: true,
    skip_records_with_error: true,
    max_record_size: MOST_ROW_CHARACTERS,
    // Both are called in the order of the file; what is read of the parser comes later.
    on_record: (cells: string[], { empty_lines: emptyCount }) => reader.number(cells, emptyCount) as never,
    on_skip: (error) => reader.skip(error, parser.info.empty_lines),
  });
  const rest = Readable.from(joined(head, text));
  rest.once('error', (error) => parser.destroy(error));
  rest.pipe(parser);
  try {
    for await (const { cells, row } of parser as AsyncIterable<NumberedCells>) reader.take(cells, row);
  } catch (error) {
    throw error instanceof CsvError ? new PlanFileError(`This is no CSV: ${error.message}.`, { cause: error }) : error;
  } finally {
    rest.destroy();
  }
  return reader.end();
}

async function* decoded(source: AsyncIterable<Uint8Array> | Iterable<Uint8Array>): AsyncGenerator<string> {
  const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
  try {
    for await (const bytes of source) yield decoder.decode(bytes, { stream: true });
    yield decoder.decode();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ERR_ENCODING_INVALID_ENCODED_DATA') throw error;
    throw new PlanFileError('The file is not in UTF-8. Save it as “CSV UTF-8”.', { cause: error });
  }
}

/** As much of the text as holds its first line. */
async function untilHeader(text: AsyncIterator<string>): Promise<string> {
  let head = '';
  while (!/\S.*[\r\n]/.test(head) && head.length < MOST_ROW_CHARACTERS) {
    const next = await text.next();
    if (next.done) break;
    head += next.value;
  }
  if (head.replace('\uFEFF', '').trim() === '') throw new PlanFileError('The file is empty.');
  if (head.includes('\u0000')) throw new PlanFileError('This is no CSV file.');
  return head;
}

async function* joined(head: string, rest: AsyncIterator<string>): AsyncGenerator<string> {
  yield head;
  for (let next = await rest.next(); !next.done; next = await rest.next()) yield next.value;
}

/** The separator that the first line has most of, outside quotes. */
function delimiterOf(head: string): string {
  const line =
    head
      .replace('\uFEFF', '')
      .trimStart()
      .split(/[\r\n]/, 1)[0]
      ?.replaceAll(/"[^"]*"/g, '') ?? '';
  const count = (separator: string) => line.split(separator).length;
  return [',', ';', '\t'].reduce((best, other) => (count(other) > count(best) ? other : best));
}

interface NumberedCells {
  cells: string[];
  /** As a spreadsheet counts: empty lines and rows that can't be read are rows, too. */
  row: number;
}

class PlanReader {
  #columns: PlanColumns | null = null;
  #rows: FileRow[] = [];
  #untouched: PlanFile['untouched'] = [];
  #problems: PlanProblem[] = [];
  #phases = new Set<string>();
  #recordCount = 0;
  #skippedCount = 0;

  number(cells: string[], emptyCount: number): NumberedCells {
    return { cells, row: ++this.#recordCount + this.#skippedCount + emptyCount };
  }

  /** One row that could be read. */
  take(cells: string[], row: number): void {
    if (this.#columns === null) {
      const columns = columnsOf(cells);
      if (typeof columns === 'string') throw new PlanFileError(columns);
      this.#columns = columns;
      return;
    }
    // Spreadsheets write the empty rows below a table as rows of separators.
    if (cells.every((cell) => cell.trim() === '')) return;
    if (this.#rows.length + this.#untouched.length >= MOST_ROWS)
      throw new PlanFileError('A plan has at most 50,000 rows.');
    const { item, named, problems } = readRow(cells, this.#columns, row);
    if (item?.phase) this.#phases.add(item.phase);
    if (this.#phases.size > MOST_PHASES) throw new PlanFileError(`A plan has at most ${MOST_PHASES} phases.`);
    if (item) this.#rows.push({ row, item });
    else if (named) this.#untouched.push(named);
    this.#problems.push(...problems);
  }

  /** One that could not. */
  skip(error: Error | undefined, emptyCount: number): undefined {
    const row = ++this.#skippedCount + this.#recordCount + emptyCount;
    this.#problems.push({ row, column: null, message: skipMessage(error) });
  }

  end(): PlanFile {
    if (this.#columns === null) throw new PlanFileError('The first row can’t be read. It must name the columns.');
    const { rows, repeated, problems: repeats } = withoutRepeats(this.#rows);
    const problems = [...this.#problems, ...repeats].sort((one, other) => one.row - other.row);
    return {
      rows,
      untouched: [...this.#untouched, ...repeated],
      problems: problems.slice(0, MOST_PROBLEMS),
      problemCount: problems.length,
      isWhole: this.#skippedCount === 0,
      ignoredColumns: this.#columns.ignored,
    };
  }
}

function skipMessage(error: Error | undefined): string {
  const code = error instanceof CsvError ? error.code : '';
  if (code === 'CSV_QUOTE_NOT_CLOSED' || code === 'CSV_MAX_RECORD_SIZE')
    return 'A quote is opened and never closed, so what follows can’t be read.';
  return 'This row can’t be read: a quote stands in the middle of a cell. Put the whole cell in quotes, and double those in it.';
}
