import type { SignInPageQuery } from '../../graphql/generated.ts';
import { Button } from '../../ui/button.tsx';

/** One button per provider. They are links: the browser leaves for the provider and comes back. */
export function ProviderButtons({
  providers,
  next,
}: {
  providers: SignInPageQuery['signInMethods']['providers'];
  next: string;
}) {
  return (
    <div className="space-y-2">
      {providers.map(({ key, name, startUrl }) => (
        <Button key={key} asChild size="lg" className="w-full">
          <a href={`${startUrl}?next=${encodeURIComponent(next)}`}>Continue with {name}</a>
        </Button>
      ))}
    </div>
  );
}
