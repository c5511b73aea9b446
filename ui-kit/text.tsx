import { createContext, Fragment, type ReactNode, useContext, useEffect, useMemo } from 'react';
import { createFormat, type Format, type Language } from '#shared/format.ts';
import { createTranslator, type RichValues, type TextKey, type Translator } from '#shared/text.ts';

/**
 * Texts and figures for components.
 *
 *   <TextProvider language="ru" catalogue={ru} setLanguage={remember} timeZone="Asia/Irkutsk">…</TextProvider>
 *   const { t, rich, format, language, setLanguage } = useText();
 *   t('ui.cancel'); format.moneyShort(kopecks); rich('ui.x', { b: (chunks) => <b>{chunks}</b> });
 */
export interface Texts {
  t: Translator;
  /** A message with tags as React nodes. */
  rich: (key: TextKey, values: RichValues<ReactNode>) => ReactNode;
  format: Format;
  language: Language;
  setLanguage: (language: Language) => void;
}

const TextContext = createContext<Texts | null>(null);

export interface TextProviderProps {
  language: Language;
  /** All texts of this language: the spread of the modules' catalogues. */
  catalogue: Readonly<Record<string, string>>;
  /** Asked to change the language: load the other catalogue, then give both to this provider. */
  setLanguage?: (language: Language) => void;
  /** Where instants are shown; the browser's zone by default. */
  timeZone?: string;
  children: ReactNode;
}

function withKeys(parts: Array<string | ReactNode>): ReactNode {
  // biome-ignore lint/suspicious/noArrayIndexKey: parts of one message keep their order and have no name
  return parts.map((part, index) => <Fragment key={index}>{part}</Fragment>);
}

export function TextProvider({ language, catalogue, setLanguage, timeZone, children }: TextProviderProps) {
  useEffect(() => {
    document.documentElement.lang = language;
  }, [language]);
  const texts = useMemo<Texts>(() => {
    const t = createTranslator(language, catalogue);
    return {
      t,
      rich: (key, values) => withKeys(t.rich<ReactNode>(key, values)),
      format: createFormat(language, timeZone === undefined ? {} : { timeZone }),
      language,
      setLanguage: setLanguage ?? (() => undefined),
    };
  }, [language, catalogue, setLanguage, timeZone]);
  return <TextContext value={texts}>{children}</TextContext>;
}

export function useText(): Texts {
  const texts = useContext(TextContext);
  if (!texts) throw new Error('useText is used outside TextProvider');
  return texts;
}
