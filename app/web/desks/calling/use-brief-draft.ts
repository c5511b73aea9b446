import { useCallback, useEffect, useRef, useState } from 'react';
import { type Brief, type BriefFields, saveBriefRoute } from '#modules/qualification/contract.ts';
import { criteriaOf, missingCriteria } from '#modules/qualification/rules.ts';
import { call, ProblemError } from '#ui-kit/call.ts';
import { toast } from '#ui-kit/feedback/toast.tsx';
import { useText } from '#ui-kit/text.tsx';

const PAUSE_MS = 700;
const keyOf = (brief: Brief) => `estafeta.brief.${brief.client_id}`;

interface Local {
  version: number | null;
  fields: BriefFields;
}

/** What was typed in last and has not reached the server: only while it continues the brief that the server has. */
function restore(brief: Brief): BriefFields {
  const kept = localStorage.getItem(keyOf(brief));
  if (kept === null) return brief.fields;
  // Written below under this very key.
  const local = JSON.parse(kept) as Local;
  return local.version === brief.version ? local.fields : brief.fields;
}

/**
 * The brief while talking: what is typed in is saved by itself after a pause, one save after another, and survives a reload
 * and a lost connection. Criteria are worked out at once, by the same rules that decide on the server.
 */
export function useBriefDraft(brief: Brief) {
  const { t } = useText();
  const [fields, setFields] = useState<BriefFields>(() => restore(brief));
  const [state, setState] = useState<'saved' | 'waiting' | 'failed'>('saved');
  const latest = useRef(fields);
  const version = useRef(brief.version);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const queue = useRef<Promise<void>>(Promise.resolve());
  const dirty = useRef(false);
  const clientId = brief.client_id;
  const key = keyOf(brief);
  const changedElsewhere = t('qualification.changed_elsewhere');

  const save = useCallback(() => {
    clearTimeout(timer.current);
    if (!dirty.current) return queue.current;
    dirty.current = false;
    queue.current = queue.current.then(async () => {
      const sent = latest.current;
      try {
        const reply = await call(saveBriefRoute, {
          params: { id: clientId },
          body: { version: version.current, fields: sent },
        });
        version.current = reply.version;
        if (latest.current === sent) localStorage.removeItem(key);
        setState('saved');
      } catch (error) {
        const theirs = staleFields(error);
        if (theirs === null) {
          dirty.current = true;
          setState('failed');
          return;
        }
        version.current = theirs.version;
        latest.current = theirs.fields;
        setFields(theirs.fields);
        localStorage.removeItem(key);
        setState('saved');
        toast({ text: changedElsewhere });
      }
    });
    return queue.current;
  }, [clientId, key, changedElsewhere]);

  // Leaving the client keeps what was typed in a moment ago.
  useEffect(() => () => void save(), [save]);

  const set = useCallback(
    (part: Partial<BriefFields>) => {
      latest.current = { ...latest.current, ...part };
      dirty.current = true;
      setFields(latest.current);
      setState('waiting');
      localStorage.setItem(key, JSON.stringify({ version: version.current, fields: latest.current } satisfies Local));
      clearTimeout(timer.current);
      timer.current = setTimeout(() => void save(), PAUSE_MS);
    },
    [key, save],
  );

  const target = { segments: brief.target.segments.length, segmentId: brief.target.segment_id };
  const criteria = criteriaOf(brief.criteria, fields, target, Temporal.PlainDate.from(brief.today));
  return {
    fields,
    set,
    state,
    criteria,
    missing: missingCriteria(criteria),
    /** Once every save under way has ended: what a verdict or an outcome waits for. */
    settled: save,
    /** What a verdict sends along: the brief as it stands on the screen. */
    standing: () => ({ version: version.current, fields: latest.current }),
    forget: () => localStorage.removeItem(key),
  };
}

function staleFields(error: unknown): { version: number; fields: BriefFields } | null {
  if (!(error instanceof ProblemError) || error.reason !== 'app.stale_version') return null;
  // `staleVersion` of the brief sends exactly this.
  return error.details.theirs as { version: number; fields: BriefFields };
}

export type BriefDraft = ReturnType<typeof useBriefDraft>;
