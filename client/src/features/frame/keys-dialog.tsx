import { Fragment } from 'react';
import { Dialog } from '../../ui/dialog.tsx';
import { Kbd } from '../../ui/kbd.tsx';

const groups: Array<{ title: string; keys: Array<{ keys: string[]; does: string; isSequence?: boolean }> }> = [
  {
    title: 'Everywhere',
    keys: [
      { keys: ['mod', 'K'], does: 'Search or run a command' },

      { keys: ['d'], does: 'Deploy' },
      { keys: ['?'], does: 'Show these keys' },
      { keys: ['Esc'], does: 'Close what is open' },
    ],
  },
  {
    title: 'Go to',
    keys: [
      { keys: ['g', 'h'], does: 'Home', isSequence: true },
      { keys: ['g', 'd'], does: 'Deployments', isSequence: true },
      { keys: ['g', 's'], does: 'Services', isSequence: true },
      { keys: ['g', 'w'], does: 'Workflows', isSequence: true },
      { keys: ['g', 'r'], does: 'Runs', isSequence: true },
      { keys: ['g', 'a'], does: 'Analytics', isSequence: true },
    ],
  },
  {
    title: 'Drawing a workflow',
    keys: [
      { keys: ['/'], does: 'Add a node, or go to one' },
      { keys: ['Enter'], does: 'From a node to its form; Esc goes back' },
      { keys: ['c'], does: 'Connect the node to…' },
      { keys: ['l'], does: 'Arrange all' },
      { keys: ['Del'], does: 'Delete what is selected' },
      { keys: ['mod', 'Z'], does: 'Undo; with shift, redo' },
      { keys: ['mod', 'D'], does: 'Duplicate' },
    ],
  },
  {
    title: 'Lists',
    keys: [
      { keys: ['↓'], does: 'Next row, also j' },
      { keys: ['↑'], does: 'Previous row, also k' },
      { keys: ['Enter'], does: 'Open the row' },
    ],
  },
  {
    title: 'Deployment and run',
    keys: [
      { keys: ['r'], does: 'Retry' },
      { keys: ['f'], does: 'Follow the log' },
      { keys: ['/'], does: 'Search the log' },
      { keys: ['n'], does: 'Next match' },
      { keys: ['N'], does: 'Previous match' },
    ],
  },
];

interface KeysDialogProps {
  open: boolean;
  onOpenChange: (isOpen: boolean) => void;
}

/** All keys, on `?`. */
export function KeysDialog({ open, onOpenChange }: KeysDialogProps) {
  return (
    <Dialog open={open} onOpenChange={onOpenChange} title="Keyboard" size="md">
      <div className="grid gap-x-8 gap-y-5 sm:grid-cols-2">
        {groups.map((group) => (
          <section key={group.title}>
            <h3 className="mb-1.5 text-xs">{group.title}</h3>
            <dl className="space-y-1">
              {group.keys.map(({ keys, does, isSequence }) => (
                <div key={does} className="flex items-center justify-between gap-3">
                  <dt className="text-muted">{does}</dt>
                  <dd className="flex items-center gap-1">
                    {isSequence ? (
                      keys.map((key, index) => (
                        <Fragment key={key}>
                          {index > 0 ? <span className="text-faint text-xs">then</span> : null}
                          <Kbd keys={[key]} />
                        </Fragment>
                      ))
                    ) : (
                      <Kbd keys={keys} />
                    )}
                  </dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
    </Dialog>
  );
}
