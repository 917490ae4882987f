import { useEffect, useRef, useState } from 'react';
import { useLocation, useNavigationType } from 'react-router';

/**
 * What a browser does by itself when it loads a page and doesn't when a script changes it: begins at the top (going back
 * keeps its place), and tells screen readers where they are now.
 */
export function Arrival() {
  const { pathname } = useLocation();
  const type = useNavigationType();
  const [title, setTitle] = useState('');
  const arrivedAt = useRef(pathname);
  useEffect(() => {
    if (pathname === arrivedAt.current) return;
    arrivedAt.current = pathname;
    if (type !== 'POP') window.scrollTo(0, 0);
    // The page names itself once its data is there.
    const timer = setTimeout(() => setTitle(document.title), 400);
    return () => clearTimeout(timer);
  }, [pathname, type]);
  return (
    <span role="status" className="sr-only">
      {title}
    </span>
  );
}
