import { useRef, useState } from 'react';
import { Button } from '#ui-kit/Button.tsx';
import { formFailure, useWrite } from '#ui-kit/call.ts';
import { TextArea } from '#ui-kit/forms/TextField.tsx';
import { useDraftForm } from '#ui-kit/forms/use-draft-form.ts';
import { Section } from '#ui-kit/frame/Section.tsx';
import { useKeys } from '#ui-kit/keys/use-keys.tsx';
import { Hotkey } from '#ui-kit/marks/Hotkey.tsx';
import { useText } from '#ui-kit/text.tsx';
import { type Handoff, returnOneHandoff } from '../contract.ts';
import { RETURN_CODES, type ReturnCode } from '../rules.ts';
import styles from './parts/handoffs.module.css';

interface ReturnValues {
  code: ReturnCode | null;
  text: string;
}

/** Returning needs a code: R, then a digit, then what to put right. «Other» needs words. */
export function ReturnForm({ handoff }: { handoff: Handoff }) {
  const { t } = useText();
  const codes = useRef<HTMLFieldSetElement>(null);
  const [failure, setFailure] = useState<string>();
  const form = useDraftForm<ReturnValues>({ initial: { code: null, text: '' }, draftKey: `return/${handoff.id}` });
  const give = useWrite(returnOneHandoff, {
    said: (done) => t('handoffs.returned_toast', { name: done.giver.full_name }),
  });
  const { code, text } = form.values;
  const field = form.field('text');

  const choose = (chosen: ReturnCode) => {
    form.set({ code: chosen });
    requestAnimationFrame(() => document.getElementById(field.id)?.focus());
  };
  const lacks =
    code === null
      ? t('handoffs.return_lacks_code')
      : code === 'other' && text.trim() === ''
        ? t('handoffs.return_lacks_text')
        : undefined;
  const send = () => {
    if (code === null || lacks !== undefined || give.isPending) return;
    setFailure(undefined);
    const words = text.trim();
    give.mutate(
      {
        params: { id: handoff.id },
        body: { version: handoff.version, code, ...(words === '' ? {} : { text: words }) },
      },
      {
        onSuccess: () => form.reset(),
        onError: (error) => {
          const problem = formFailure(error);
          form.setErrors(problem.fields ?? {});
          setFailure(problem.text);
        },
      },
    );
  };
  useKeys(
    {
      KeyR: {
        run: () => codes.current?.querySelector<HTMLInputElement>('input')?.focus(),
        label: t('handoffs.return_title'),
      },
      ...Object.fromEntries(
        RETURN_CODES.map((one, place) => [
          `Digit${place + 1}`,
          { run: () => choose(one), label: t(`handoffs.code.${one}`) },
        ]),
      ),
      'Mod+Enter': { run: send, inFields: true },
    },
    { group: t('handoffs.return_title') },
  );
  return (
    <Section title={t('handoffs.return_title')} action={<Hotkey keys="KeyR" />}>
      <div className="stack">
        <fieldset ref={codes} className={styles.codes} style={{ border: 0, margin: 0, padding: 0 }}>
          <legend className="unseen">{t('handoffs.return_title')}</legend>
          {RETURN_CODES.map((one, place) => (
            <label key={one} className={styles.code}>
              <input
                type="radio"
                className="unseen"
                name={`return-${handoff.id}`}
                checked={code === one}
                onChange={() => form.set({ code: one })}
              />
              <Hotkey keys={`Digit${place + 1}`} />
              <span>{t(`handoffs.code.${one}`)}</span>
            </label>
          ))}
        </fieldset>
        <TextArea
          label={t('handoffs.what_to_fix')}
          {...field}
          rows={1}
          maxLength={4000}
          error={field.error ?? failure}
        />
        {code === null && text === '' ? null : (
          <Button
            keys="Mod+Enter"
            busy={give.isPending}
            missing={lacks}
            onMissing={() =>
              code === null
                ? codes.current?.querySelector<HTMLInputElement>('input')?.focus()
                : document.getElementById(field.id)?.focus()
            }
            onClick={send}
          >
            {t('handoffs.return_submit')}
          </Button>
        )}
      </div>
    </Section>
  );
}
