interface ProblemListProps {
  problems: Array<{ file?: string | null; line: number | null; message: string }>;
}

/** What is wrong with a file, line by line. */
export function ProblemList({ problems }: ProblemListProps) {
  return (
    <ul role="alert" className="space-y-1 text-failed">
      {problems.map(({ file, line, message }) => (
        <li key={`${file} ${line} ${message}`}>
          {[file, line === null ? null : `line ${line}`].filter(Boolean).join(', ')}
          {file || line !== null ? ': ' : null}
          {message}
        </li>
      ))}
    </ul>
  );
}
