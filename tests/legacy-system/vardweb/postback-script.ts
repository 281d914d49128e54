/**
 * The script of the family, as such systems were delivered with: `__doPostBack` posts the page's one form back,
 * either whole or, for the controls listed in `vwAsynkrona`, by XMLHttpRequest. The answer of the latter is a row
 * of parts `length|type|id|content|`, of which a panel's content replaces what stands in the panel.
 */
export const POSTBACK_SCRIPT = `
var vwAnrop = null;

function __doPostBack(eventTarget, eventArgument) {
  var form = document.forms['aspnetForm'];
  form.elements['__EVENTTARGET'].value = eventTarget;
  form.elements['__EVENTARGUMENT'].value = eventArgument;
  if (vwArAsynkron(eventTarget)) { vwSkicka(form); } else { form.submit(); }
}

function vwArAsynkron(eventTarget) {
  var namn = eventTarget.substring(eventTarget.lastIndexOf('$') + 1);
  for (var i = 0; i < vwAsynkrona.length; i++) { if (vwAsynkrona[i] == namn) { return true; } }
  return false;
}

function vwFormular(form) {
  var delar = [];
  for (var i = 0; i < form.elements.length; i++) {
    var falt = form.elements[i];
    if (!falt.name || falt.disabled) { continue; }
    if (falt.type == 'submit' || falt.type == 'button') { continue; }
    if ((falt.type == 'checkbox' || falt.type == 'radio') && !falt.checked) { continue; }
    delar.push(encodeURIComponent(falt.name) + '=' + encodeURIComponent(falt.value));
  }
  delar.push('__ASYNCPOST=true');
  return delar.join('&');
}

function vwSkicka(form) {
  if (vwAnrop) { vwAnrop.abort(); }
  var anrop = new XMLHttpRequest();
  vwAnrop = anrop;
  vwVisaHamtar(true);
  anrop.open('POST', form.action, true);
  anrop.setRequestHeader('Content-Type', 'application/x-www-form-urlencoded; charset=utf-8');
  anrop.setRequestHeader('X-MicrosoftAjax', 'Delta=true');
  anrop.onreadystatechange = function () {
    if (anrop.readyState != 4 || anrop != vwAnrop) { return; }
    vwAnrop = null;
    vwVisaHamtar(false);
    if (anrop.status == 200) { vwTaEmot(form, anrop.responseText); }
    else { window.alert('Ett fel uppstod vid kontakt med servern (' + anrop.status + ').'); }
  };
  anrop.send(vwFormular(form));
}

function vwTaEmot(form, svar) {
  var plats = 0;
  while (plats < svar.length) {
    var slut = svar.indexOf('|', plats);
    var langd = parseInt(svar.substring(plats, slut), 10);
    var typSlut = svar.indexOf('|', slut + 1);
    var idSlut = svar.indexOf('|', typSlut + 1);
    var typ = svar.substring(slut + 1, typSlut);
    var id = svar.substring(typSlut + 1, idSlut);
    var innehall = svar.substr(idSlut + 1, langd);
    if (typ == 'updatePanel') { document.getElementById(id).innerHTML = innehall; }
    if (typ == 'hiddenField') { form.elements[id].value = innehall; }
    plats = idSlut + 1 + langd + 1;
  }
  form.elements['__EVENTTARGET'].value = '';
  form.elements['__EVENTARGUMENT'].value = '';
}

function vwVisaHamtar(visa) {
  var ruta = document.getElementById('vwHamtar');
  if (ruta) { ruta.style.display = visa ? 'block' : 'none'; }
}
`;
