import { Lock } from 'lucide-react';
import { Link } from 'react-router';
import { Button } from './button.tsx';
import { Tooltip } from './tooltip.tsx';

interface RefusalProps {
  /** What one may not do: “Not yours to deploy”. */
  label: string;
  /** The whole sentence, on hover and focus. */
  reason: string;
  /** The page that says who may, and why. */
  to: string;
  size?: 'sm' | 'md';
  onClick?: () => void;
}

/** In the place of a button that somebody may not press: says so, and leads to who may, and why. */
export function Refusal({ label, reason, to, size = 'md', onClick }: RefusalProps) {
  return (
    <Tooltip content={reason}>
      <Button asChild look="ghost" size={size}>
        <Link to={to} onClick={onClick}>
          <Lock aria-hidden /> {label}
        </Link>
      </Button>
    </Tooltip>
  );
}
