import { Copy, Download, Printer } from 'lucide-react';
import { useEffect, useState } from 'react';
import { copyText } from '../../lib/copy-text.ts';
import { Button } from '../../ui/button.tsx';
import { PrintOnly } from '../../ui/print-only.tsx';

/** Ten codes that are shown this once: to copy, to save, to print. */
export function AccountBackupCodes({ codes }: { codes: string[] }) {
  const [isCopied, setCopied] = useState(false);
  const [fileUrl, setFileUrl] = useState<string>();
  useEffect(() => {
    const text = `Backup codes for Pilothouse (${window.location.host}). Each signs in once.\n\n${codes.join('\n')}\n`;
    const url = URL.createObjectURL(new Blob([text], { type: 'text/plain' }));
    setFileUrl(url);
    return () => URL.revokeObjectURL(url);
  }, [codes]);
  return (
    <div className="space-y-3">
      <p>
        Each of these codes signs you in once when your app is not at hand. Keep them where your password is not. They
        are shown this once.
      </p>
      <ol className="grid gap-x-6 gap-y-1 rounded-md border border-line bg-panel px-4 py-3 text-center font-mono text-code text-strong sm:grid-cols-2">
        {codes.map((code) => (
          <li key={code}>{code}</li>
        ))}
      </ol>
      <div className="flex flex-wrap gap-2">
        <Button icon={<Copy />} onClick={() => void copyText(codes.join('\n')).then(setCopied)}>
          {isCopied ? 'Copied' : 'Copy codes'}
        </Button>
        <Button asChild>
          <a href={fileUrl} download="pilothouse-backup-codes.txt">
            <Download aria-hidden /> Download
          </a>
        </Button>
        <Button icon={<Printer />} onClick={() => window.print()}>
          Print
        </Button>
      </div>
      <span role="status" className="sr-only">
        {isCopied ? 'Copied' : ''}
      </span>
      <PrintOnly>
        <h1>Backup codes for Pilothouse</h1>
        <p>{window.location.host}. Each signs in once.</p>
        <ol>
          {codes.map((code) => (
            <li key={code} className="mt-2 font-mono text-lg">
              {code}
            </li>
          ))}
        </ol>
      </PrintOnly>
    </div>
  );
}
