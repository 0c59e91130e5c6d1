// The week by keyboard: arrows move from cell to cell, a letter chooses the set meal, 0 or space leaves it empty. Says how many are
// chosen, and asks before a page with a draft is left. Without this script every cell is a list to choose from.

const CELL = 'select.cell';

const form = document.querySelector<HTMLFormElement>('.week-form');
const cells = (root: ParentNode): HTMLSelectElement[] => Array.from(root.querySelectorAll<HTMLSelectElement>(CELL));

/** The cell in that direction: the next row or column that has one to fill. */
function neighbour(from: HTMLSelectElement, key: string): HTMLSelectElement | undefined {
  const row = from.closest('tr');
  const column = from.closest('td')?.cellIndex;
  if (!row || column === undefined || !row.parentElement) return undefined;
  if (key === 'ArrowLeft' || key === 'ArrowRight') {
    const line = cells(row);
    return line[line.indexOf(from) + (key === 'ArrowRight' ? 1 : -1)];
  }
  const rows = Array.from(row.parentElement.children);
  const beyond = key === 'ArrowDown' ? rows.slice(rows.indexOf(row) + 1) : rows.slice(0, rows.indexOf(row));
  const found = beyond.reduce<HTMLSelectElement[]>((all, one) => all.concat(cells((one as HTMLTableRowElement).cells[column] ?? one)), []);
  return key === 'ArrowDown' ? found[0] : found[found.length - 1];
}

/** The option that a key stands for: its letter, or nothing for 0 and space. */
function optionFor(cell: HTMLSelectElement, key: string): HTMLOptionElement | undefined {
  const options = Array.from(cell.options);
  if (['0', ' ', 'Backspace', 'Delete'].includes(key)) return options[0];
  return options.find((one) => !one.disabled && one.value !== '' && one.text.trim().slice(0, 1) === key.toUpperCase());
}

function show(): void {
  if (!form) return;
  const chosen = cells(form).filter((one) => one.value !== '');
  for (const one of cells(form)) one.classList.toggle('chosen', one.value !== '');
  const count = form.querySelector('[data-count]');
  if (count) count.textContent = chosen.length > 0 ? `（${chosen.length} 份）` : '';
}

function onKey(event: KeyboardEvent): void {
  const cell = event.target;
  if (!(cell instanceof HTMLSelectElement) || !cell.matches(CELL) || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key.startsWith('Arrow') || event.key === 'Enter') {
    event.preventDefault();
    neighbour(cell, event.key === 'Enter' ? 'ArrowDown' : event.key)?.focus();
    return;
  }
  const letter = event.key.length === 1 || event.key === 'Backspace' || event.key === 'Delete';
  if (!letter) return;
  event.preventDefault();
  const option = optionFor(cell, event.key);
  if (!option) return;
  cell.value = option.value;
  cell.dispatchEvent(new Event('change', { bubbles: true }));
}

if (form) {
  form.addEventListener('keydown', onKey);
  form.addEventListener('change', () => {
    form.dataset['draft'] = 'yes';
    show();
  });
  form.addEventListener('submit', () => delete form.dataset['draft']);
  window.addEventListener('beforeunload', (event) => {
    if (form.dataset['draft'] && cells(form).some((one) => one.value !== '')) event.preventDefault();
  });
  const keys = form.querySelector<HTMLElement>('[data-keys]');
  if (keys) keys.hidden = false;
  show();
}
