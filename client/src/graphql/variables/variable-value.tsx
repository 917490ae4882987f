import { KeyRound, Lock } from 'lucide-react';

interface VariableValueProps {
  variable: { kind: string; value?: string | null; isSecret: boolean; fingerprint?: string | null };
}

/** A value, or what stands for one that nobody can read. */
export function VariableValue({ variable }: VariableValueProps) {
  if (variable.kind === 'SSH_KEY')
    return (
      <span className="inline-flex min-w-0 items-start gap-1 align-middle text-muted">
        <KeyRound aria-hidden className="mt-0.5 size-3 shrink-0" />
        <span>
          private key <code className="break-all text-xs">{variable.fingerprint}</code>
        </span>
      </span>
    );
  if (variable.isSecret)
    return (
      <span className="inline-flex items-center gap-1 align-middle text-muted">
        <Lock aria-hidden className="size-3" /> secret
      </span>
    );
  return <code className="line-clamp-3 whitespace-pre-wrap break-all text-xs">{variable.value}</code>;
}
