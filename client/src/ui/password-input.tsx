import { Eye, EyeOff } from 'lucide-react';
import { type ComponentProps, useState } from 'react';
import { IconButton } from './icon-button.tsx';
import { Input } from './input.tsx';

/** What makes a new password good; which ones are refused the server says. */
export const newPasswordHint = '10 characters or more, and not easy to guess';

/** A new password: typed once, so it can be looked at. */
export function PasswordInput(props: ComponentProps<typeof Input>) {
  const [isShown, setShown] = useState(false);
  return (
    <span className="relative block">
      <Input {...props} type={isShown ? 'text' : 'password'} autoComplete="new-password" className="w-full pr-10" />
      <IconButton
        size="sm"
        className="absolute inset-y-0 right-1 my-auto"
        label={isShown ? 'Hide what is typed' : 'Show what is typed'}
        icon={isShown ? <EyeOff /> : <Eye />}
        aria-pressed={isShown}
        onClick={() => setShown(!isShown)}
      />
    </span>
  );
}
