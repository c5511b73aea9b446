import { type AnchorHTMLAttributes, createContext, type MouseEvent, type ReactNode, useContext } from 'react';

/**
 * Links that a router can take over without the kit knowing the router.
 *
 *   <LinkProvider navigate={(href) => router.navigate({ to: href })}> … <AppLink href="/clients/1">Тулун</AppLink>
 *
 * A plain left click navigates inside the page; with Ctrl, Cmd, Shift or the middle button the browser does its own.
 */
export interface LinkSetting {
  navigate(href: string): void;
  /** Called when the pointer or focus comes to a link: a chance to load what is behind it. */
  preload?: ((href: string) => void) | undefined;
}

const LinkContext = createContext<LinkSetting>({ navigate: (href) => window.location.assign(href) });

export function LinkProvider({ navigate, preload, children }: LinkSetting & { children: ReactNode }) {
  return <LinkContext value={{ navigate, preload }}>{children}</LinkContext>;
}

/** `navigate(href)` of the application, for buttons and keys. */
export function useNavigateTo(): (href: string) => void {
  return useContext(LinkContext).navigate;
}

export interface AppLinkProps extends Omit<AnchorHTMLAttributes<HTMLAnchorElement>, 'href'> {
  href: string;
}

export function AppLink({ href, onClick, target, children, ...rest }: AppLinkProps) {
  const { navigate, preload } = useContext(LinkContext);
  const follow = (event: MouseEvent<HTMLAnchorElement>) => {
    onClick?.(event);
    const elsewhere = target !== undefined && target !== '_self';
    const byBrowser = event.metaKey || event.ctrlKey || event.shiftKey || event.altKey || event.button !== 0;
    if (event.defaultPrevented || elsewhere || byBrowser || /^[a-z]+:/i.test(href)) return;
    event.preventDefault();
    navigate(href);
  };
  return (
    <a
      href={href}
      target={target}
      onClick={follow}
      onPointerEnter={() => preload?.(href)}
      onFocus={() => preload?.(href)}
      {...rest}
    >
      {children}
    </a>
  );
}
