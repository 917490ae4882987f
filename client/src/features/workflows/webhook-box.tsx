import { useState } from 'react';
import type { CombinedError } from 'urql';
import { type Builder_WorkflowFragment, useRotateWebhookSecretMutation } from '../../graphql/generated.ts';
import { QueryError } from '../../graphql/query-error.tsx';
import { Button } from '../../ui/button.tsx';
import { CodeBlock } from '../../ui/code-block.tsx';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { SecretDialog } from '../../ui/secret-dialog.tsx';

type Trigger = Builder_WorkflowFragment['triggers'][number];

/** Where a webhook is called, and the way to the secret that its calls are signed with. */
export function WebhookBox({ trigger, canManage }: { trigger: Trigger | undefined; canManage: boolean }) {
  const [, rotate] = useRotateWebhookSecretMutation();
  const [isAsking, setAsking] = useState(false);
  const [isPending, setPending] = useState(false);
  const [error, setError] = useState<CombinedError | null>(null);
  const [secret, setSecret] = useState<string | null>(null);
  if (!trigger?.url) {
    return <p className="text-muted text-xs">Publishing the workflow gives it an address and a secret.</p>;
  }
  const { id, url } = trigger;
  const run = async () => {
    setPending(true);
    const answer = await rotate({ triggerId: id });
    setPending(false);
    setAsking(false);
    setError(answer.error ?? null);
    if (answer.data) setSecret(answer.data.rotateWebhookSecret.secret);
  };
  return (
    <section aria-label="Address" className="space-y-2">
      <h3 className="text-xs">Address</h3>
      <CodeBlock code={url} label="address" />
      {trigger.problem ? <p className="text-failed text-xs">{trigger.problem}</p> : null}
      {error ? <QueryError error={error} /> : null}
      {canManage ? (
        <Button size="sm" onClick={() => setAsking(true)}>
          Make a new secret
        </Button>
      ) : null}
      <ConfirmDialog
        open={isAsking}
        onOpenChange={setAsking}
        title="Make a new secret?"
        confirmLabel="Make a new secret"
        cancelLabel="Keep the secret"
        isPending={isPending}
        onConfirm={() => void run()}
      >
        It is shown once. Calls that are signed with the one before are refused at once.
      </ConfirmDialog>
      {secret ? (
        <SecretDialog
          title="Secret of the webhook"
          noun="secret"
          secret={secret}
          example={{ label: 'A call that is signed', code: signedCall(url) }}
          onClose={() => setSecret(null)}
        />
      ) : null}
    </section>
  );
}

function signedCall(url: string): string {
  return [
    `body='{"hello":"world"}'`,
    `signature=$(printf %s "$body" | openssl dgst -sha256 -hmac "$SECRET" | sed 's/^.* //')`,
    `curl ${url} -H 'Content-Type: application/json' -H "X-Pilothouse-Signature: sha256=$signature" -d "$body"`,
  ].join('\n');
}
