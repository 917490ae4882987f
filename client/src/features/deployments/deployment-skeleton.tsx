import { Skeleton } from '../../ui/skeleton.tsx';
import './deployment-page.css';

/** The page's shape, until the deployment is there. */
export function DeploymentSkeleton() {
  return (
    <div data-fills-window="" aria-busy className="flex flex-col">
      <span className="sr-only">Loading the deployment</span>
      <div className="border-line border-b px-4 py-3 sm:px-6">
        <Skeleton className="h-7 w-64 max-w-full" />
        <Skeleton className="mt-1.5 h-3.5 w-48" />
      </div>
      <div className="min-h-0 flex-1 lg:grid lg:grid-cols-[minmax(300px,1fr)_2fr]">
        <div className="space-y-3 border-line border-r p-4 max-lg:hidden">
          {['w-3/5', 'w-2/5', 'w-1/2', 'w-1/3'].map((width) => (
            <Skeleton key={width} className={`h-3.5 ${width}`} />
          ))}
        </div>
        <div />
      </div>
    </div>
  );
}
