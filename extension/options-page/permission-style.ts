/** The look of a permission notice, on any page of the extension's own. */
export const permissionStyle = `
.notice { min-height: 23px; margin: 18px 0; padding: 8px 12px; border-left: 3px solid var(--good); background: var(--good-tint); }
.notice:empty { padding: 0; border: 0; background: none; }
.notice.fault { border-left-color: var(--fault); background: var(--fault-tint); }
.missing { margin: 18px 0; padding: 4px 16px 16px; border: 1px solid var(--tone); border-left-width: 4px; border-radius: 4px; background: var(--tint); overflow-wrap: anywhere; }
.missing h2 { position: static; margin-top: 8px; padding-top: 0; border: 0; background: none; }
.missing p { margin: 0 0 12px; }
`;
