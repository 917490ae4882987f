import { cn } from '../lib/cn.ts';
import { CopyButton } from './copy-button.tsx';

/** Text to copy: a command, a file, a secret. */
export function CodeBlock({ code, label, className }: { code: string; label: string; className?: string }) {
  return (
    <div className={cn('relative rounded-md border border-line bg-panel', className)}>
      <pre className="whitespace-pre-wrap py-2.5 [overflow-wrap:anywhere] pr-10 pl-3 text-code">{code}</pre>
      <div className="absolute top-1 right-1">
        <CopyButton text={code} label={`Copy ${label}`} />
      </div>
    </div>
  );
}
