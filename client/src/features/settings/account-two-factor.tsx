import { ShieldCheck } from 'lucide-react';
import { useState } from 'react';
import type { AccountTwoFactor_TwoFactorFragment } from '../../graphql/generated.ts';
import { Badge } from '../../ui/badge.tsx';
import { Button } from '../../ui/button.tsx';
import { RelativeTime } from '../../ui/relative-time.tsx';
import { DisableTwoFactorDialog, RenewCodesDialog } from './account-two-factor-change.tsx';
import { TwoFactorSetupDialog } from './account-two-factor-setup.tsx';

/** So few backup codes are soon none. */
const fewCodes = 3;

/** Whether signing in needs a code, and what changes it. */
export function AccountTwoFactor({ twoFactor }: { twoFactor: AccountTwoFactor_TwoFactorFragment }) {
  const [open, setOpen] = useState<'set-up' | 'renew' | 'disable' | null>(null);
  const close = () => setOpen(null);
  const { isOn, since, backupCodesLeft } = twoFactor;
  return (
    <div className="max-w-100 space-y-3">
      {isOn ? (
        <>
          <p className="flex flex-wrap items-center gap-2">
            <Badge tone="succeeded" icon={<ShieldCheck aria-hidden />}>
              On
            </Badge>
            {since ? (
              <span className="text-muted">
                turned on <RelativeTime at={since} />
              </span>
            ) : null}
          </p>
          <p className={backupCodesLeft <= fewCodes ? 'text-waiting' : undefined}>
            {backupCodesLeft === 0 ? 'No backup code is left.' : `${backupCodesLeft} of 10 backup codes left.`}
            {backupCodesLeft <= fewCodes ? ' Make new ones.' : null}
          </p>
          <div className="flex flex-wrap gap-2">
            <Button onClick={() => setOpen('renew')}>Make new backup codes</Button>
            <Button look="danger-quiet" onClick={() => setOpen('disable')}>
              Turn off second factor
            </Button>
          </div>
        </>
      ) : (
        <>
          <p>Off. An app on your phone, such as a password manager, shows a new code every 30 seconds.</p>
          <Button onClick={() => setOpen('set-up')}>Turn on second factor</Button>
        </>
      )}
      {open === 'set-up' ? <TwoFactorSetupDialog onClose={close} /> : null}
      {open === 'renew' ? <RenewCodesDialog onClose={close} /> : null}
      {open === 'disable' ? <DisableTwoFactorDialog onClose={close} /> : null}
    </div>
  );
}
