import { useState } from 'react';
import { type DefaultValues, type FieldValues, type Path, type UseFormReturn, useForm } from 'react-hook-form';
import type { CombinedError } from 'urql';
import { describeError } from './errors.ts';

interface ServerForm<Values extends FieldValues> extends UseFormReturn<Values> {
  /** What was refused and belongs to no field of the form. */
  formError: CombinedError | null;
  /**
   * Runs the mutation with what was typed. Refusals that name a field are put on it; anything else becomes `formError`.
   * True when it worked.
   */
  submit: (
    run: (values: Values) => Promise<{ error?: CombinedError }>,
  ) => (event?: React.BaseSyntheticEvent) => Promise<void>;
}

/** A form whose rules live on the server: it asks, and shows the answer where it belongs. */
export function useServerForm<Values extends FieldValues>(defaultValues: DefaultValues<Values>): ServerForm<Values> {
  const form = useForm<Values>({ defaultValues });
  const [formError, setFormError] = useState<CombinedError | null>(null);
  const submit: ServerForm<Values>['submit'] = (run) =>
    form.handleSubmit(async (values) => {
      setFormError(null);
      const { error } = await run(values);
      if (!error) return;
      const known = new Set(Object.keys(form.getValues()));
      const { problems } = describeError(error);
      const placed = problems.filter((problem) => known.has(problem.path.split('.')[0] ?? ''));
      for (const [index, problem] of placed.entries()) {
        form.setError(problem.path as Path<Values>, { message: problem.message }, { shouldFocus: index === 0 });
      }
      if (placed.length === 0 || placed.length < problems.length) setFormError(error);
    });
  return { ...form, formError, submit };
}
