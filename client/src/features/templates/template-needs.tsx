import { CircleAlert, CircleCheck } from 'lucide-react';
import type { ReactNode } from 'react';
import { Link } from 'react-router';
import type { TemplateNeeds_TemplatePreviewFragment } from '../../graphql/generated.ts';

interface TemplateNeedsProps {
  preview: TemplateNeeds_TemplatePreviewFragment;
  projectSlug: string;
}

/** What runs of the template want: rights, secrets, channels; and what would keep it from being published. */
export function TemplateNeeds({ preview, projectSlug }: TemplateNeedsProps) {
  const { rights, secrets, channels, needsChannel, parameterProblems } = preview;
  // What is not filled in yet makes nodes wrong, each in words of its own: the parameter is what one can mend.
  const problems = parameterProblems.length > 0 ? parameterProblems : preview.problems;
  const settings = `/p/${projectSlug}/settings`;
  return (
    <section aria-labelledby="template-needs">
      <h2 id="template-needs" className="mb-2 font-medium text-sm">
        What it needs
      </h2>
      <ul className="space-y-1.5 text-xs">
        {rights.map(({ permission, environment, service, isHeld }) => (
          <Need key={`${permission} ${environment} ${service}`} isMet={isHeld}>
            Right <code>{permission}</code>
            {service ? ` of ${service}` : ''}
            {environment ? ` to ${environment}` : ''}
            {isHeld ? '' : '. You don’t have it: somebody who does can publish it.'}
          </Need>
        ))}
        {secrets.map(({ name, isThere }) => (
          <Need key={name} isMet={isThere}>
            Secret <code>{name}</code>
            {isThere ? ' is set' : <Mend to={`${settings}/variables`}>is not set. Set it</Mend>}
          </Need>
        ))}
        {channels.map(({ name, isThere }) => (
          <Need key={name} isMet={isThere}>
            Channel {name}
            {isThere ? '' : <Mend to={`${settings}/notifications`}>is not there. Add it</Mend>}
          </Need>
        ))}
        {needsChannel && channels.length === 0 ? (
          <Need isMet={false}>
            A channel to send through <Mend to={`${settings}/notifications`}>Add one</Mend>
          </Need>
        ) : null}
        {rights.length + secrets.length + channels.length === 0 && !needsChannel ? (
          <Need isMet>Nothing but what everybody in the project may do</Need>
        ) : null}
      </ul>
      {problems.length > 0 ? (
        <>
          <h3 className="mt-3 mb-1 font-medium text-xs">What keeps it from being published</h3>
          <ul className="list-disc space-y-1 pl-4 text-muted text-xs">
            {[...new Set(problems.map(({ message }) => message))].map((message) => (
              <li key={message}>{message}</li>
            ))}
          </ul>
        </>
      ) : null}
    </section>
  );
}

function Need({ isMet, children }: { isMet: boolean; children: ReactNode }) {
  const Icon = isMet ? CircleCheck : CircleAlert;
  return (
    <li className="flex items-start gap-2">
      <Icon
        aria-label={isMet ? 'There' : 'Missing'}
        className={`mt-0.5 size-3.5 shrink-0 ${isMet ? 'text-succeeded' : 'text-waiting'}`}
      />
      <span className="min-w-0 break-words">{children}</span>
    </li>
  );
}

function Mend({ to, children }: { to: string; children: ReactNode }) {
  return (
    <>
      {' '}
      <Link to={to} className="text-accent-text underline">
        {children}
      </Link>
    </>
  );
}
