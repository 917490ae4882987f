import { useState } from 'react';
import { Button } from '../../ui/button.tsx';
import { Checkbox } from '../../ui/checkbox.tsx';
import { FormField } from '../../ui/form-field.tsx';
import { Input, TextArea } from '../../ui/input.tsx';
import { Select } from '../../ui/select.tsx';
import { SidePanel } from '../../ui/side-panel.tsx';
import { type DashboardContent, variablesOf } from './dashboard.ts';

interface SettingsPanelProps {
  content: DashboardContent;
  onChange: (content: DashboardContent) => void;
  onClose: () => void;
}

const ranges = [
  { value: '24h', label: 'Last 24 hours' },
  { value: '7d', label: 'Last 7 days' },
  { value: '30d', label: 'Last 30 days' },
  { value: '90d', label: 'Last 90 days' },
];
const nothing = 'nothing';
const comparisons = [
  { value: nothing, label: 'Nothing' },
  { value: 'previous_period', label: 'Previous period' },
  { value: 'last_year', label: 'Same dates last year' },
  { value: 'matched_weekdays', label: 'Same weekdays before' },
];

/** What a dashboard is called, and how it opens. */
export function SettingsPanel({ content, onChange, onClose }: SettingsPanelProps) {
  const [name, setName] = useState(content.name);
  const [description, setDescription] = useState(content.description ?? '');
  const [range, setRange] = useState(content.time?.range ?? '30d');
  const [compare, setCompare] = useState(content.time?.compare ?? nothing);
  const [variables, setVariables] = useState(variablesOf(content));
  const isReady = name.trim() !== '';
  const turn = (variable: 'service' | 'environment', isOn: boolean) =>
    setVariables(
      (['service', 'environment'] as const).filter((each) => (each === variable ? isOn : variables.includes(each))),
    );
  const keep = () => {
    const { description: _description, ...rest } = content;
    const { compare: _compare, ...time } = content.time ?? {};
    onChange({
      ...rest,
      name: name.trim(),
      ...(description.trim() && { description: description.trim() }),
      time: { ...time, range, ...(compare !== nothing && { compare }) },
      variables,
    });
    onClose();
  };
  return (
    <SidePanel
      open
      onOpenChange={(isOpen) => !isOpen && onClose()}
      title="Name and defaults"
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button look="primary" disabled={!isReady} onClick={keep}>
            Keep
          </Button>
        </>
      }
    >
      <div className="space-y-4">
        <FormField label="Name" error={isReady ? undefined : 'Give it a name.'}>
          {(control) => (
            <Input {...control} value={name} maxLength={100} onChange={(event) => setName(event.target.value)} />
          )}
        </FormField>
        <FormField label="What it shows" isOptional>
          {(control) => (
            <TextArea
              {...control}
              value={description}
              maxLength={2_000}
              onChange={(event) => setDescription(event.target.value)}
            />
          )}
        </FormField>
        <FormField label="Opens with">
          {(control) => <Select {...control} value={range} onChange={setRange} options={ranges} />}
        </FormField>
        <FormField label="Compared with">
          {(control) => <Select {...control} value={compare} onChange={setCompare} options={comparisons} />}
        </FormField>
        <fieldset className="space-y-2">
          <legend className="font-medium">Filters above the panels</legend>
          <Checkbox
            label="Service"
            isChecked={variables.includes('service')}
            onChange={(isOn) => turn('service', isOn)}
          />
          <Checkbox
            label="Environment"
            isChecked={variables.includes('environment')}
            onChange={(isOn) => turn('environment', isOn)}
          />
        </fieldset>
      </div>
    </SidePanel>
  );
}
