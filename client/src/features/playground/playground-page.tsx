import { lazy, Suspense, useEffect, useState } from 'react';
import { Button } from '../../ui/button.tsx';
import { ErrorBanner } from '../../ui/error-banner.tsx';
import { Logo } from '../../ui/logo.tsx';
import { Spinner } from '../../ui/spinner.tsx';
import { TooltipProvider } from '../../ui/tooltip.tsx';
import { askViewer, type PlaygroundViewer } from './ask-viewer.ts';

// 3 MB of editor: not before somebody is known to want it.
const Playground = lazy(async () => ({ default: (await import('./playground.tsx')).Playground }));

type State =
  | { kind: 'asking' }
  | { kind: 'signed-in'; viewer: PlaygroundViewer }
  | { kind: 'signed-out' }
  | { kind: 'with-token' }
  | { kind: 'failed'; message: string };

/** The API playground: with the session of whoever is signed in, or with a token. */
export function PlaygroundPage() {
  const [state, setState] = useState<State>({ kind: 'asking' });
  const [attempt, setAttempt] = useState(0);
  // biome-ignore lint/correctness/useExhaustiveDependencies: each attempt asks again.
  useEffect(() => {
    let isGone = false;
    const ask = async () => {
      try {
        const viewer = await askViewer();
        if (!isGone) setState(viewer ? { kind: 'signed-in', viewer } : { kind: 'signed-out' });
      } catch (error) {
        if (!isGone) setState({ kind: 'failed', message: error instanceof Error ? error.message : String(error) });
      }
    };
    void ask();
    return () => {
      isGone = true;
    };
  }, [attempt]);

  if (state.kind === 'signed-in' || state.kind === 'with-token') {
    return (
      <Suspense fallback={<Waiting />}>
        <Playground viewerName={state.kind === 'signed-in' ? state.viewer.name : undefined} />
      </Suspense>
    );
  }
  if (state.kind === 'asking') return <Waiting />;
  return (
    <TooltipProvider>
      <main className="mx-auto flex min-h-dvh max-w-110 flex-col justify-center gap-4 p-6">
        <Logo />
        {state.kind === 'failed' ? (
          <ErrorBanner
            title="The API doesn’t answer"
            message={state.message}
            onRetry={() => setAttempt((before) => before + 1)}
          />
        ) : (
          <>
            <div>
              <h1 className="text-xl">You are not signed in</h1>
              <p className="mt-1 text-muted">
                The playground works with your session: you see and do there what you may see and do anywhere else. With
                a token of your own, put it into the headers.
              </p>
            </div>
            <div className="flex flex-wrap gap-2">
              <Button look="primary" asChild>
                <a href="/sign-in?next=/playground">Sign in</a>
              </Button>
              <Button onClick={() => setState({ kind: 'with-token' })}>Use a token</Button>
            </div>
          </>
        )}
      </main>
    </TooltipProvider>
  );
}

function Waiting() {
  return (
    <div role="status" className="flex min-h-dvh items-center justify-center gap-2 text-muted">
      <Spinner /> Opening the playground
    </div>
  );
}
