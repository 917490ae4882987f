import { Check, X } from 'lucide-react';
import { useMemo, useState } from 'react';
import type { ApprovalDecision, NodePanel_NodeRunFragment } from '../../graphql/generated.ts';
import { Button } from '../../ui/button.tsx';
import { FormField } from '../../ui/form-field.tsx';
import { TextArea } from '../../ui/input.tsx';
import { RelativeTime } from '../../ui/relative-time.tsx';
import { ParameterFields } from '../../ui/schema-form/parameter-fields.tsx';
import { initialValues, parseValues, readParameterFields } from '../../ui/schema-form/parameter-schema.ts';
import type { RunActionsOf } from './use-run-actions.ts';

type Approval = NonNullable<NodePanel_NodeRunFragment['approval']>;

interface ApprovalBoxProps {
  nodeRunId: string;
  approval: Approval;
  actions: RunActionsOf;
}

/** What is asked, who has decided, and the decision, in reach of a thumb. */
export function ApprovalBox({ nodeRunId, approval, actions }: ApprovalBoxProps) {
  return (
    <section aria-label="Approval" className="space-y-3 rounded-md border border-line bg-panel p-3">
      <p className="whitespace-pre-wrap break-words text-strong">{approval.message}</p>
      <p className="text-muted text-xs">
        {approval.required > 1 ? `${approval.required} must approve. ` : null}
        {approval.people.length > 0
          ? `May decide: ${approval.people.join(', ')}.`
          : 'Whoever may approve runs decides.'}
      </p>
      {approval.decisions.length > 0 ? (
        <ul className="space-y-1.5">
          {approval.decisions.map((decision) => (
            <li key={decision.id} className="flex gap-1.5">
              {decision.decision === 'APPROVED' ? (
                <Check aria-hidden className="mt-0.5 size-3.5 shrink-0 text-succeeded" />
              ) : (
                <X aria-hidden className="mt-0.5 size-3.5 shrink-0 text-failed" />
              )}
              <span className="min-w-0 break-words">
                {decision.decision === 'APPROVED' ? 'Approved' : 'Rejected'} by {decision.decidedByName},{' '}
                <RelativeTime at={decision.decidedAt} />
                {decision.comment ? <span className="block text-muted">{decision.comment}</span> : null}
              </span>
            </li>
          ))}
        </ul>
      ) : null}
      {approval.viewerCanDecide ? (
        <DecisionForm nodeRunId={nodeRunId} schema={approval.form} actions={actions} />
      ) : null}
    </section>
  );
}

interface DecisionFormProps {
  nodeRunId: string;
  schema: unknown;
  actions: RunActionsOf;
}

function DecisionForm({ nodeRunId, schema, actions }: DecisionFormProps) {
  const fields = useMemo(() => readParameterFields(schema), [schema]);
  const [values, setValues] = useState(() => initialValues(fields, null));
  const [errors, setErrors] = useState<Record<string, string>>({});
  const [comment, setComment] = useState('');
  const decide = (decision: ApprovalDecision) => {
    const form = parseValues(fields, values);
    // Who says no need not fill in what is only needed for a yes.
    const problems = decision === 'APPROVED' ? form.problems : [];
    setErrors(Object.fromEntries(problems.map(({ name, message }) => [name, message])));
    if (problems.length > 0) return;
    const filledIn = fields.length > 0 && form.problems.length === 0 ? form.values : null;
    void actions.decide({ nodeRunId, decision, comment, form: filledIn });
  };
  return (
    <div className="space-y-3">
      {fields.length > 0 ? (
        <ParameterFields
          legend="Form"
          fields={fields}
          values={values}
          errors={errors}
          onChange={(name, value) => setValues((before) => ({ ...before, [name]: value }))}
        />
      ) : null}
      <FormField label="Comment" isOptional>
        {(field) => <TextArea {...field} value={comment} onChange={(event) => setComment(event.target.value)} />}
      </FormField>
      <div className="flex gap-2 [&>button]:flex-1">
        <Button size="lg" icon={<X />} isPending={actions.isDeciding} onClick={() => decide('REJECTED')}>
          Reject
        </Button>
        <Button
          size="lg"
          look="primary"
          icon={<Check />}
          isPending={actions.isDeciding}
          onClick={() => decide('APPROVED')}
        >
          Approve
        </Button>
      </div>
    </div>
  );
}
