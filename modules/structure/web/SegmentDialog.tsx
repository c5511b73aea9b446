import { FormDialog } from '#ui-kit/forms/FormDialog.tsx';
import { NumberField } from '#ui-kit/forms/NumberField.tsx';
import { TextField } from '#ui-kit/forms/TextField.tsx';
import { useAtOpening } from '#ui-kit/forms/use-at-opening.ts';
import { useDraftForm } from '#ui-kit/forms/use-draft-form.ts';
import { useText } from '#ui-kit/text.tsx';
import type { SegmentView } from '../contract.ts';
import { changeSegment, closeSegment, createSegment } from '../segments/contract.ts';
import { useSave } from './saved.ts';
import { CloseRecord } from './UnitDialog.tsx';

interface SegmentDialogProps {
  salesSystemId: string;
  segment: SegmentView | null;
  onClose: () => void;
}

/** A segment of the market with the priority in which its clients are called. */
export function SegmentDialog({ salesSystemId, segment: now, onClose }: SegmentDialogProps) {
  const segment = useAtOpening(now);
  const { t } = useText();
  const create = useSave(createSegment);
  const change = useSave(changeSegment);
  const close = useSave(closeSegment);
  const form = useDraftForm<{ name: string; priority: number | null }>({
    initial: { name: segment?.name ?? '', priority: segment?.priority ?? 0 },
    missing: ({ name }) => (name.trim() === '' ? [{ field: 'name', text: t('structure.missing.name') }] : []),
  });
  return (
    <FormDialog
      form={form}
      opened
      kind="modal"
      title={segment === null ? t('structure.new_segment') : segment.name}
      onClose={onClose}
      onSubmit={({ name, priority }) =>
        segment === null
          ? create({ body: { sales_system_id: salesSystemId, name, priority: priority ?? 0 } })
          : change({ params: { id: segment.id }, body: { version: segment.version, name, priority: priority ?? 0 } })
      }
      submitLabel={t('structure.save')}
    >
      <TextField label={t('structure.field.name')} {...form.field('name')} maxLength={200} required autoFocus />
      <NumberField
        label={t('structure.field.priority')}
        {...form.field('priority')}
        min={0}
        max={1000}
        hint={t('structure.priority_hint')}
      />
      {segment === null ? null : (
        <CloseRecord
          label={t('structure.close_segment')}
          close={() => close({ params: { id: segment.id }, body: { version: segment.version } })}
          onClosed={onClose}
          onRefused={(text) => form.setErrors({ name: text })}
        />
      )}
    </FormDialog>
  );
}
