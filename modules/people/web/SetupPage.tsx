import { IconCheck } from '@tabler/icons-react';
import { useSearch } from '@tanstack/react-router';
import { type ReactNode, useState } from 'react';
import { useRead } from '#ui-kit/call.ts';
import { ErrorState } from '#ui-kit/feedback/ErrorState.tsx';
import { Delayed, SkeletonText } from '#ui-kit/feedback/Skeletons.tsx';
import { Glyph } from '#ui-kit/icon.tsx';
import { AppLink } from '#ui-kit/link.tsx';
import { useText } from '#ui-kit/text.tsx';
import { checkSetup } from '../company/contract.ts';
import { showProfile } from '../contract.ts';
import { PublicPage, Sheet } from './PublicPage.tsx';
import styles from './people.module.css';
import { AdministratorStep, type CompanyAnswers, CompanyStep, LanguageStep } from './SetupFirstSteps.tsx';
import { BaseStep, PeopleStep, StructureStep } from './SetupLaterSteps.tsx';

const FIRST = ['language', 'company', 'administrator'] as const;
const LATER = ['structure', 'people', 'base'] as const;
type Step = (typeof FIRST)[number] | (typeof LATER)[number];

/** The first five minutes: who we are, who is in charge, how we sell, with whom, and to whom. */
export function SetupPage() {
  const { t } = useText();
  const search: Record<string, unknown> = useSearch({ strict: false });
  const token = typeof search.token === 'string' ? search.token : '';
  const state = useRead(checkSetup, { body: token === '' ? {} : { token } });
  // Once the company exists, its administrator may come back here and go on.
  const profile = useRead(showProfile, {}, { enabled: state.data?.needed === false });

  if (state.data?.needed === true && !state.data.link_valid) {
    return <Closed title={t('people.setup')} text={t('people.setup_link_wrong')} />;
  }
  if (state.data?.needed === true) {
    return <Wizard token={token} onCreated={() => void state.refetch()} />;
  }
  if (profile.data?.administrator === true) return <Wizard token={null} ownId={profile.data.id} />;
  if (profile.data !== undefined || profile.error !== null) {
    return <Closed title={t('people.setup')} text={t('people.setup_done_already')} link />;
  }
  return (
    <PublicPage title={t('people.setup')}>
      {state.error === null ? (
        <Delayed>
          <SkeletonText lines={6} />
        </Delayed>
      ) : (
        <ErrorState title={state.error.message} requestId={state.error.requestId} />
      )}
    </PublicPage>
  );
}

function Closed({ title, text, link = false }: { title: string; text: string; link?: boolean }) {
  const { t } = useText();
  return (
    <PublicPage title={title}>
      <Sheet title={title} note={text}>
        {link ? (
          <AppLink className="link" href="/sign-in">
            {t('people.to_sign_in')}
          </AppLink>
        ) : null}
      </Sheet>
    </PublicPage>
  );
}

type WizardProps = { token: string; onCreated: () => void; ownId?: never } | { token: null; ownId: string };

function Wizard(props: WizardProps) {
  const { t } = useText();
  const created = props.token === null;
  const [step, setStep] = useState<Step>(created ? 'structure' : 'language');
  const [company, setCompany] = useState<CompanyAnswers>({ name: '', time_zone: Temporal.Now.timeZoneId() });
  const [passed, setPassed] = useState<ReadonlySet<Step>>(new Set());
  const go = (from: Step, to: Step) => {
    setPassed((now) => new Set([...now, from]));
    setStep(to);
  };
  const asked: Record<Step, ReactNode> = {
    language: <LanguageStep onDone={() => go('language', 'company')} />,
    company: (
      <CompanyStep
        answers={company}
        onDone={(answers) => {
          setCompany(answers);
          go('company', 'administrator');
        }}
      />
    ),
    administrator:
      props.token === null ? null : (
        <AdministratorStep token={props.token} company={company} onDone={props.onCreated} />
      ),
    structure:
      props.token === null ? <StructureStep ownId={props.ownId} onDone={() => go('structure', 'people')} /> : null,
    people: <PeopleStep onDone={() => go('people', 'base')} />,
    base: <BaseStep />,
  };
  return (
    <PublicPage title={t('people.setup')}>
      <div className={styles.wizard}>
        <nav className={styles.steps} aria-label={t('people.setup_steps')}>
          <ol>
            {[...FIRST, ...LATER].map((name, index) => {
              const first = FIRST.some((one) => one === name);
              const done = passed.has(name) || (created && first);
              const reachable = created ? !first : first && (done || name === step);
              return (
                <StepLine
                  key={name}
                  number={index + 1}
                  label={t(`people.setup_step.${name}`)}
                  done={done}
                  current={name === step}
                  onGo={reachable ? () => setStep(name) : undefined}
                />
              );
            })}
          </ol>
        </nav>
        <section className={styles.asked} aria-label={t(`people.setup_step.${step}`)}>
          {asked[step]}
        </section>
      </div>
    </PublicPage>
  );
}

interface StepLineProps {
  number: number;
  label: string;
  done: boolean;
  current: boolean;
  onGo: (() => void) | undefined;
}

function StepLine({ number, label, done, current, onGo }: StepLineProps) {
  const content = (
    <>
      <span className={styles.stepMark}>{done ? <Glyph of={IconCheck} size={14} stroke={2.25} /> : number}</span>
      <span>{label}</span>
    </>
  );
  const marks = {
    className: styles.step,
    'data-done': done || undefined,
    'aria-current': current ? ('step' as const) : undefined,
  };
  return (
    <li>
      {onGo === undefined ? (
        <span {...marks}>{content}</span>
      ) : (
        <button type="button" {...marks} onClick={onGo}>
          {content}
        </button>
      )}
    </li>
  );
}
