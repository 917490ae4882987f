import { describeError } from '../../graphql/errors.ts';
import { type SilenceList_AlertSilenceFragment, useEndSilenceMutation } from '../../graphql/generated.ts';
import { useNow } from '../../lib/use-now.ts';
import { Button } from '../../ui/button.tsx';
import { RelativeTime } from '../../ui/relative-time.tsx';
import { showErrorToast, showToast } from '../../ui/toast.tsx';
import { severityLooks } from './alert-words.ts';

type Silence = SilenceList_AlertSilenceFragment;

/** The page looks at its clock once a minute: what has just begun is not about to begin. */
const clockMs = 60_000;

/** What nobody is told of now, or soon. */
export function SilenceList({ silences, canManage }: { silences: Silence[]; canManage: boolean }) {
  const [{ fetching }, endSilence] = useEndSilenceMutation();
  const now = useNow();
  const end = async (silence: Silence) => {
    const { error } = await endSilence({ id: silence.id });
    if (error) showErrorToast('The silence was not ended', describeError(error).message);
    else showToast('Silence ended');
  };
  if (silences.length === 0) return null;
  return (
    <section aria-labelledby="silences" className="space-y-3">
      <h2 id="silences" className="text-lg">
        Silences
      </h2>
      <ul className="divide-y divide-line rounded-lg border border-line">
        {silences.map((silence) => (
          <li key={silence.id} className="flex flex-wrap items-center gap-x-3 gap-y-1 px-3 py-2">
            <span className="min-w-0 flex-1 basis-60">
              <span className="block break-words text-sm text-strong">{scopeOf(silence)}</span>
              <span className="block break-words text-muted">
                {silence.reason} · {silence.createdByName}
              </span>
            </span>
            <span className="text-muted">
              {Date.parse(silence.startsAt) > now.getTime() + clockMs ? (
                <>
                  begins <RelativeTime at={silence.startsAt} />
                </>
              ) : (
                <>
                  ends <RelativeTime at={silence.endsAt} />
                </>
              )}
            </span>
            {canManage ? (
              <Button size="sm" isPending={fetching} onClick={() => void end(silence)}>
                End now
              </Button>
            ) : null}
          </li>
        ))}
      </ul>
    </section>
  );
}

function scopeOf({ rules, severities, services, environments }: Silence): string {
  const parts = [
    rules.map(({ name }) => name).join(', '),
    (severities ?? []).map((severity) => severityLooks[severity].word).join(', '),
    [...services, ...environments].map(({ name }) => name).join(', '),
  ].filter(Boolean);
  return parts.length > 0 ? parts.join(' · ') : 'All alerts of the project';
}
