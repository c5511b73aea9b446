import { IconEye, IconEyeOff } from '@tabler/icons-react';
import { useState } from 'react';
import type { FieldProps } from '#ui-kit/forms/field.ts';
import { TextField } from '#ui-kit/forms/TextField.tsx';
import { IconButton } from '#ui-kit/IconButton.tsx';
import { useText } from '#ui-kit/text.tsx';

interface PasswordFieldProps extends FieldProps<string> {
  /** What a password keeper may do here: offer the known one or make a new one. */
  purpose: 'current' | 'new';
}

/** A password that its owner can look at: a typing mistake nobody sees locks people out. */
export function PasswordField({ purpose, ...field }: PasswordFieldProps) {
  const { t } = useText();
  const [shown, setShown] = useState(false);
  return (
    <TextField
      {...field}
      required
      type={shown ? 'text' : 'password'}
      autoComplete={purpose === 'new' ? 'new-password' : 'current-password'}
      right={
        <IconButton
          icon={shown ? IconEyeOff : IconEye}
          label={shown ? t('people.hide_password') : t('people.show_password')}
          onClick={() => setShown(!shown)}
        />
      }
    />
  );
}
