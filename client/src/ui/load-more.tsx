import { Button } from './button.tsx';

/** The end of a list that goes on. */
export function LoadMore({ isPending, onLoad }: { isPending: boolean; onLoad: () => void }) {
  return (
    <div className="mt-4 flex justify-center">
      <Button isPending={isPending} onClick={onLoad}>
        Load 50 more
      </Button>
    </div>
  );
}
