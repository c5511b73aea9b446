import { existsSync, statSync } from 'node:fs';
import { basename } from 'node:path';
import { runClientImport } from '#modules/clients/commands.ts';
import { companyOf } from '#modules/people/queries.ts';
import { type CommandCall, CommandRefused, complain, DONE, FAILED, optionsOf, print, UsageError } from './command.ts';
import { atCommandDesk } from './with-company.ts';
