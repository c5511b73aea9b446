import { useRef, useState } from 'react';
import { EmployeePicker } from '#modules/people/web/parts/EmployeePicker.tsx';
import { formFailure, useRead, useWrite } from '#ui-kit/call.ts';
import { Dialog } from '#ui-kit/feedback/Dialog.tsx';
import { ErrorState } from '#ui-kit/feedback/ErrorState.tsx';
import { Delayed, SkeletonText } from '#ui-kit/feedback/Skeletons.tsx';
import { FormDialog } from '#ui-kit/forms/FormDialog.tsx';
import type { PickOption } from '#ui-kit/forms/PickField.tsx';
import { TextArea } from '#ui-kit/forms/TextField.tsx';
import { useDraftForm } from '#ui-kit/forms/use-draft-form.ts';
import { useText } from '#ui-kit/text.tsx';
import type { Deal } from '../../contract.ts';
import { type HandoverSheet, saveHandoverRoute, showHandoverRoute } from '../../handover/contract.ts';
import styles from './deals.module.css';
import { MilestoneLines, PaymentLines, PromiseLines, RiskLines } from './HandoverLines.tsx';
import { type SheetValues, sheetBody, sheetValues, unfinishedLine } from './handover-form.ts';

const WIDTH = 640;

/** What whoever delivers has to receive with the client. Mount it when it is opened; `onSaved` may go on to the offer. */
export function HandoverSheetDialog({
  deal,
  onClose,
  onSaved,
}: {
  deal: Pick<Deal, 'id' | 'title' | 'outcome'>;
  onClose: () => void;
  onSaved?: () => void;
}) {
  const { t } = useText();
  const sheet = useRead(showHandoverRoute, { params: { id: deal.id } });
  if (sheet.data !== undefined) {
    return <SheetForm key={sheet.data.version} deal={deal} sheet={sheet.data} onClose={onClose} onSaved={onSaved} />;
  }
  return (
    <Dialog opened onClose={onClose} title={t('deals.handover.title')} kind="drawer" size={WIDTH}>
      {sheet.error === null ? (
        <Delayed>
          <SkeletonText lines={10} />
        </Delayed>
      ) : (
        <ErrorState title={sheet.error.message} requestId={sheet.error.requestId} />
      )}
    </Dialog>
  );
}

interface SheetFormProps {
  deal: Pick<Deal, 'id' | 'title' | 'outcome'>;
  sheet: HandoverSheet;
  onClose: () => void;
  onSaved: (() => void) | undefined;
}

function SheetForm({ deal, sheet, onClose, onSaved }: SheetFormProps) {
  const { t } = useText();
  const save = useWrite(saveHandoverRoute, { said: () => t('deals.handover.saved') });
  const saved = useRef(false);
  const [keeper, setKeeper] = useState<PickOption | null>(keeperOf(sheet));
  const form = useDraftForm<SheetValues>({
    initial: sheetValues(sheet),
    draftKey: `handover/${deal.id}/${sheet.version}`,
    missing: (values) => {
      const field = unfinishedLine(values);
      return field === null ? [] : [{ field, text: t(`deals.handover.unfinished.${field}`) }];
    },
  });
  const { values, set } = form;
  return (
    <FormDialog
      form={form}
      opened
      title={t('deals.handover.title')}
      size={WIDTH}
      onClose={() => (saved.current && onSaved !== undefined ? onSaved() : onClose())}
      submitLabel={t(deal.outcome === 'signed' ? 'deals.handover.submit' : 'ui.save')}
      note={t('deals.handover.note')}
      onSubmit={async (now) => {
        try {
          const body = sheetBody(now, sheet.version, keeper?.value ?? null);
          await save.mutateAsync({ params: { id: deal.id }, body });
          saved.current = true;
          return { ok: true };
        } catch (error) {
          return formFailure(error);
        }
      }}
    >
      <p className="ink-3">{deal.title}</p>
      <TextArea
        label={t('deals.criterion.scope')}
        placeholder={t('deals.handover.scope_example')}
        {...form.field('scope')}
        rows={2}
        maxLength={8000}
      />
      <section className={styles.group} aria-label={t('deals.criterion.promises')}>
        <h3 className="strong">{t('deals.criterion.promises')}</h3>
        <PromiseLines
          lines={values.promises}
          onChange={(promises) => set({ promises })}
          none={values.no_promises}
          onNone={(no_promises) => set({ no_promises })}
        />
      </section>
      <section className={styles.group} aria-label={t('deals.criterion.risks')}>
        <h3 className="strong">{t('deals.criterion.risks')}</h3>
        <RiskLines
          lines={values.risks}
          onChange={(risks) => set({ risks })}
          none={values.no_risks}
          onNone={(no_risks) => set({ no_risks })}
        />
      </section>
      <section className={styles.group} aria-label={t('deals.criterion.economics')}>
        <h3 className="strong">{t('deals.criterion.economics')}</h3>
        <TextArea
          label={t('deals.handover.economics')}
          placeholder={t('deals.handover.economics_example')}
          {...form.field('economics')}
          rows={2}
          maxLength={4000}
        />
        <PaymentLines lines={values.payments} onChange={(payments) => set({ payments })} />
      </section>
      <section className={styles.group} aria-label={t('deals.criterion.schedule')}>
        <h3 className="strong">{t('deals.criterion.schedule')}</h3>
        <MilestoneLines lines={values.milestones} onChange={(milestones) => set({ milestones })} />
      </section>
      <EmployeePicker
        label={t('deals.handover.keeper')}
        hint={t('deals.handover.keeper_hint')}
        value={keeper}
        onChange={setKeeper}
      />
    </FormDialog>
  );
}

function keeperOf(sheet: HandoverSheet): PickOption | null {
  if (sheet.needs_owner_id === null) return null;
  return { value: sheet.needs_owner_id, label: sheet.needs_owner_name ?? '' };
}
