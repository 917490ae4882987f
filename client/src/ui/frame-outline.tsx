/** The lines of the frame, while its code is on its way: the page doesn't jump when it comes. */
export function FrameOutline() {
  const isInProject = window.location.pathname.startsWith('/p/');
  return (
    <div aria-busy="true" className="flex min-h-dvh">
      {isInProject ? <div className="w-50 border-line border-r bg-panel max-sm:hidden" /> : null}
      <div className="h-12 flex-1 border-line border-b" />
    </div>
  );
}
