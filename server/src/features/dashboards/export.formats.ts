import { Readable } from 'node:stream';
import { stringify } from 'csv-stringify';
import { ByteWriter, ParquetWriter, schemaFromColumnData } from 'hyparquet-writer';

export const TABLE_FORMATS = ['csv', 'ndjson', 'parquet'] as const;
export type TableFormat = (typeof TABLE_FORMATS)[number];

export const CONTENT_TYPES: Record<TableFormat, string> = {
  csv: 'text/csv; charset=utf-8',
  ndjson: 'application/x-ndjson',
  parquet: 'application/vnd.apache.parquet',
};

/** A column of a table, and how Parquet keeps it. */
export interface TableColumn {
  name: string;
  type: 'TEXT' | 'TIME' | 'INTEGER' | 'NUMBER' | 'JSON';
}

export type Cell = string | number | Date | object | null;
export type Row = readonly Cell[];

/** The rows in that format, read as fast as they are taken. They come in batches; a cell stands at its column's place. */
export function tableStream(
  format: TableFormat,
  columns: readonly TableColumn[],
  batches: AsyncIterable<readonly Row[]>,
): Readable {
  if (format === 'csv') return Readable.from(rowsOf(batches)).compose(csv(columns));
  return Readable.from(format === 'ndjson' ? linesOf(columns, batches) : parquetOf(columns, batches), {
    objectMode: false,
  });
}

async function* rowsOf(batches: AsyncIterable<readonly Row[]>): AsyncGenerator<Row> {
  for await (const batch of batches) yield* batch;
}

async function* linesOf(columns: readonly TableColumn[], batches: AsyncIterable<readonly Row[]>) {
  for await (const batch of batches) {
    const lines = batch.map((row) =>
      JSON.stringify(Object.fromEntries(columns.map(({ name }, index) => [name, row[index] ?? null]))),
    );
    if (lines.length > 0) yield `${lines.join('\n')}\n`;
  }
}

/** With what begins a formula escaped: names are chosen by others, and spreadsheets run them. Numbers below zero stay numbers. */
const csv = (columns: readonly TableColumn[]) =>
  stringify({
    header: true,
    columns: columns.map(({ name }) => name),
    bom: true,
    escape_formulas: true,
    record_delimiter: 'windows',
    quote_record_delimiter: true,
    cast: {
      date: (value) => value.toISOString(),
      number: (value) => ({ value: String(value), escape_formulas: false }),
      object: (value) => JSON.stringify(value),
    },
  });

/** Rows of a row group: what is in memory at once; readers skip whole groups. */
const GROUP_ROWS = 20_000;

const PARQUET_TYPES = {
  TEXT: 'STRING',
  TIME: 'TIMESTAMP',
  INTEGER: 'INT64',
  NUMBER: 'DOUBLE',
  JSON: 'STRING',
} as const;

async function* parquetOf(columns: readonly TableColumn[], batches: AsyncIterable<readonly Row[]>) {
  const bytes = new ByteWriter();
  const schema = schemaFromColumnData({ columnData: columnData(columns, []) });
  const writer = new ParquetWriter({ writer: bytes, schema, createdBy: 'pilothouse' });
  const taken = () => {
    const chunk = Buffer.from(bytes.getBuffer());
    bytes.index = 0;
    return chunk;
  };
  let group: Row[] = [];
  const writeGroup = async () => {
    await writer.write({ columnData: columnData(columns, group), rowGroupSize: GROUP_ROWS });
    group = [];
    return taken();
  };
  for await (const batch of batches) {
    group.push(...batch);
    if (group.length >= GROUP_ROWS) yield await writeGroup();
  }
  if (group.length > 0) yield await writeGroup();
  await writer.finish();
  yield taken();
}

const columnData = (columns: readonly TableColumn[], rows: readonly Row[]) =>
  columns.map(({ name, type }, index) => ({
    name,
    type: PARQUET_TYPES[type],
    nullable: true,
    data: rows.map((row) => parquetCell(row[index] ?? null, type)),
  }));

function parquetCell(cell: Cell, type: TableColumn['type']) {
  if (cell === null) return null;
  if (type === 'INTEGER') return BigInt(Math.round(Number(cell)));
  if (type === 'JSON') return JSON.stringify(cell);
  return cell;
}
