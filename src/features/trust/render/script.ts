import { sha256 } from '#/ledger/hash.ts';

/**
 * The one script of a page: it hides answers that lack a word of what is looked for, puts the words where a button
 * would send them, and says when a copy is out of date. The page is whole without it. It keeps nothing, and sends one
 * thing: words for which there is no answer, once whoever looks has stopped typing and was told so; not from a copy, a
 * preview or another address, where the button is left.
 */
export const SCRIPT = `(()=>{
const plain=t=>t.toLowerCase().normalize('NFKD').replace(/\\p{M}/gu,'');
const copy=document.querySelector('[data-until]');
if(copy&&new Date().toISOString().slice(0,10)>copy.dataset.until)copy.querySelector('strong').textContent='This copy is out of date.';
const form=document.querySelector('form.find');
if(!form)return;
const input=form.querySelector('input'),told=document.getElementById('found'),none=document.getElementById('none'),miss=none.querySelector('form'),seen=document.getElementById('seen');
miss.hidden=false;
const sent=new Set(),here=miss.action.startsWith(location.origin+location.pathname.replace(/\\/$/,'')+'/');let timer=0;
const tell=()=>{const q=input.value.trim();if(none.hidden||sent.has(q)||sent.size>4)return;sent.add(q);navigator.sendBeacon(miss.action,new URLSearchParams({q}))};
const all=[...document.querySelectorAll('.answer')],topics=[...document.querySelectorAll('[data-topic]')];
const texts=all.map(each=>plain(each.closest('[data-topic]').dataset.topic+' '+each.textContent));
const look=()=>{
const words=plain(input.value).split(/\\s+/).filter(Boolean);let count=0;
all.forEach((each,at)=>{const has=words.every(word=>texts[at].includes(word));each.hidden=!has;if(has)count+=1});
topics.forEach(each=>{each.hidden=![...each.querySelectorAll('.answer')].some(one=>!one.hidden)});
told.textContent=words.length?count+' of '+all.length+' answers':all.length+' answers';
none.hidden=count>0;miss.elements.q.value=input.value;
const passes=here&&count===0&&input.value.trim().length>2;seen.hidden=!passes;miss.hidden=passes;
clearTimeout(timer);if(passes)timer=setTimeout(tell,2000)};
input.addEventListener('input',look);
form.addEventListener('submit',event=>{event.preventDefault();look()});
form.querySelector('button').hidden=true;
if(input.value)look()})();`.replaceAll('\n', '');

/** What it is called at the top of every address at which a page is shown; named by its contents, it never changes. */
export const SCRIPT_NAME = `trust-${Buffer.from(sha256(SCRIPT)).toString('hex', 0, 8)}.js`;
