export interface DeployDialogProps {
  projectSlug: string;
  serviceId?: string;
  environmentId?: string;
  open: boolean;
  onOpenChange: (isOpen: boolean) => void;
}

export function DeployDialog(_props: DeployDialogProps) {
  return null;
}
