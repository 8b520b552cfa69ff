/** Finds requests by words of their address and of what they do; without it the index is opened by hand. */
export const SCRIPT = `(() => {
  const field = document.getElementById('find');
  const found = document.getElementById('found');
  const groups = [...document.querySelectorAll('#index details')].map((group) => ({
    group,
    lines: [...group.querySelectorAll('li')].map((line) => {
      const there = document.getElementById(line.firstElementChild.hash.slice(1));
      const own = there.tagName === 'ARTICLE';
      const text = own ? line.textContent + ' ' + there.querySelector('p').textContent + ' ' + there.id : '';
      return { line, own, text: (group.firstElementChild.textContent + ' ' + text).toLowerCase() };
    }),
  }));
  const look = () => {
    const words = field.value.toLowerCase().split(/\\s+/).filter(Boolean);
    let count = 0;
    for (const { group, lines } of groups) {
      let here = 0;
      for (const { line, own, text } of lines) {
        const is = words.length === 0 || (own && words.every((word) => text.includes(word)));
        line.hidden = !is;
        if (is && own) here += 1;
      }
      count += here;
      group.hidden = here === 0;
      group.open = words.length > 0 && here > 0;
    }
    found.textContent = words.length === 0 ? '' : count === 0 ? 'None has all of these words.' : count === 1 ? '1 request' : count + ' requests';
  };
  field.addEventListener('input', look);
  field.addEventListener('keydown', (event) => {
    if (event.key === 'Escape' && field.value !== '') {
      field.value = '';
      look();
      event.preventDefault();
    }
    if (event.key === 'Enter') {
      const first = groups.flatMap(({ lines }) => lines).find(({ line, own }) => own && !line.hidden);
      if (first && field.value.trim() !== '') first.line.firstElementChild.click();
    }
  });
  document.addEventListener('keydown', (event) => {
    if (event.key !== '/' || event.ctrlKey || event.metaKey || event.altKey || event.target === field) return;
    event.preventDefault();
    field.focus();
    field.select();
  });
  document.getElementById('finding').hidden = false;
})();
`;
