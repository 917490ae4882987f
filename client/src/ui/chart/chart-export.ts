import { bucketsOf } from './chart-geometry.ts';
import type { ChartData } from './chart-types.ts';

const quote = (text: string) => (/[",\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
/** Spreadsheets run what begins like a formula. */
const asText = (text: string) => quote(/^[=+\-@\t\r]/.test(text) ? `'${text}` : text);

interface ExportRow {
  series: string;
  from: string;
  to: string;
  value: number | null;
  sampleSize: number;
  previousFrom?: string;
  previousValue?: number | null;
}

function rowsOf(data: ChartData): ExportRow[] {
  return data.series.flatMap((series) =>
    series.points.map(({ from, to, value, sampleSize }, index) => {
      const before = series.previous?.[index];
      return {
        series: series.label,
        from,
        to,
        value,
        sampleSize,
        ...(series.previous ? { previousFrom: before?.from, previousValue: before?.value ?? null } : {}),
      };
    }),
  );
}

/** A line per bucket with a column per series; an empty field is no data. Times are RFC 3339 in UTC. */
export function toCsv(data: ChartData): string {
  const header = ['from', 'to'];
  for (const { label, previous } of data.series) {
    header.push(label, `${label} (rows)`);
    if (previous) header.push(`${label} (compared with)`);
  }
  const lines = bucketsOf(data).map((bucket, index) => {
    const fields = [bucket.from, bucket.to];
    for (const { points, previous } of data.series) {
      const point = points[index];
      fields.push(point?.value?.toString() ?? '', String(point?.sampleSize ?? 0));
      if (previous) fields.push(previous[index]?.value?.toString() ?? '');
    }
    return fields.join(',');
  });
  return `${[header.map(asText).join(','), ...lines].join('\r\n')}\r\n`;
}

/** A JSON object per line: one for each bucket of each series. */
export function toNdjson(data: ChartData): string {
  return rowsOf(data)
    .map((row) => `${JSON.stringify({ ...row, unit: data.unit })}\n`)
    .join('');
}

/** `Lead time (p50)` as `lead-time-p50.csv`. */
export function fileName(title: string, ending: string): string {
  const stem = title
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '-')
    .replace(/^-|-$/g, '');
  return `${stem || 'chart'}.${ending}`;
}

/** Has the browser save a file. */
export function saveFile(name: string, content: Blob): void {
  const url = URL.createObjectURL(content);
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  // Some browsers read it only after the click is over.
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}

/** The painted chart under its title, as an image. */
export async function toPng(title: string, painted: HTMLCanvasElement): Promise<Blob> {
  const canvas = document.createElement('canvas');
  const headHeight = 56;
  canvas.width = painted.width;
  canvas.height = painted.height + headHeight;
  const drawing = canvas.getContext('2d');
  if (!drawing) throw new Error('This browser draws no images.');
  const style = getComputedStyle(document.documentElement);
  drawing.fillStyle = style.getPropertyValue('--n-1').trim();
  drawing.fillRect(0, 0, canvas.width, canvas.height);
  drawing.fillStyle = style.getPropertyValue('--n-10').trim();
  drawing.font = `600 28px ${getComputedStyle(document.body).fontFamily}`;
  drawing.fillText(title, 16, 38, canvas.width - 32);
  drawing.drawImage(painted, 0, headHeight);
  const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/png'));
  if (!blob) throw new Error('This browser draws no images.');
  return blob;
}
