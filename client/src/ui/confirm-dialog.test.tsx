import { expect, jest, test } from '@jest/globals';
import { render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { ConfirmDialog } from './confirm-dialog.tsx';

test('asks for the name before what can’t be undone', async () => {
  const user = userEvent.setup();
  const onConfirm = jest.fn();
  render(
    <ConfirmDialog
      open
      onOpenChange={() => {}}
      title="Delete shop"
      confirmLabel="Delete project"
      onConfirm={onConfirm}
      typeToConfirm="shop"
    >
      It is gone for good.
    </ConfirmDialog>,
  );
  const confirm = screen.getByRole('button', { name: 'Delete project' });
  expect(confirm).toBeDisabled();
  await user.type(screen.getByLabelText('Type shop to confirm'), 'shop');
  await user.click(confirm);
  expect(onConfirm).toHaveBeenCalledTimes(1);
});
