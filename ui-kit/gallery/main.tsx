import '#ui-kit/theme.css';
import './gallery.css';
import { StrictMode, useState } from 'react';
import { createRoot } from 'react-dom/client';
import type { Language } from '#shared/format.ts';
import { applyDensity } from '../preferences.ts';
import { en } from '../texts.en.ts';
import { ru } from '../texts.ru.ts';
import { UiProvider } from '../UiProvider.tsx';
import { FormsView } from './FormsView.tsx';
import { ListsView } from './ListsView.tsx';
import { ShellView } from './ShellView.tsx';
import { StatesView } from './StatesView.tsx';
import { TableView } from './TableView.tsx';

const wanted = new URLSearchParams(window.location.search);
const theme = wanted.get('theme') === 'dark' ? 'dark' : 'light';
localStorage.setItem('mantine-color-scheme-value', theme);
localStorage.setItem('ui.density', wanted.get('density') === 'comfortable' ? 'comfortable' : 'compact');
applyDensity();

const VIEWS = { states: StatesView, forms: FormsView, lists: ListsView, shell: ShellView, table: TableView };

function Gallery() {
  const [language, setLanguage] = useState<Language>(wanted.get('language') === 'en' ? 'en' : 'ru');
  const [gone, setGone] = useState<string>();
  const name = wanted.get('view') ?? 'states';
  const View = Object.entries(VIEWS).find(([id]) => id === name)?.[1] ?? StatesView;
  return (
    <UiProvider
      language={language}
      catalogue={language === 'ru' ? ru : en}
      setLanguage={setLanguage}
      timeZone="Asia/Irkutsk"
      navigate={setGone}
    >
      <View />
      <output className="unseen" data-gone={gone} />
    </UiProvider>
  );
}

const root = document.getElementById('root');
if (root === null) throw new Error('the page has no #root');
createRoot(root).render(
  <StrictMode>
    <Gallery />
  </StrictMode>,
);
