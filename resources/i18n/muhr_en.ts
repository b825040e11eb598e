<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
<context>
    <name>muhr</name>
    <message>
        <source> ({one} of {all})</source>
        <translation> ({one} of {all})</translation>
    </message>
    <message>
        <source> It will be asked for each document.</source>
        <translation> It will be asked for each document.</translation>
    </message>
    <message numerus="yes">
        <source>%n being delivered</source>
        <translation>
            <numerusform>%n being delivered</numerusform>
            <numerusform>%n being delivered</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n byte(s)</source>
        <translation>
            <numerusform>%n byte</numerusform>
            <numerusform>%n bytes</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n counterparty(ies)</source>
        <translation>
            <numerusform>%n counterparty</numerusform>
            <numerusform>%n counterparties</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n document(s)</source>
        <translation>
            <numerusform>%n document</numerusform>
            <numerusform>%n documents</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n document(s) are on their way. The outbox shows what becomes of them.</source>
        <translation>
            <numerusform>%n document are on their way. The outbox shows what becomes of them.</numerusform>
            <numerusform>%n documents are on their way. The outbox shows what becomes of them.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n document(s) can be signed</source>
        <translation>
            <numerusform>%n document can be signed</numerusform>
            <numerusform>%n documents can be signed</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n document(s) cannot be sent. The reasons stand in the list.</source>
        <translation>
            <numerusform>%n document cannot be sent. The reasons stand in the list.</numerusform>
            <numerusform>%n documents cannot be sent. The reasons stand in the list.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n document(s) of {company} left out: the login is refused</source>
        <translation>
            <numerusform>%n document of {company} left out: the login is refused</numerusform>
            <numerusform>%n documents of {company} left out: the login is refused</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n document(s) selected</source>
        <translation>
            <numerusform>%n document selected</numerusform>
            <numerusform>%n documents selected</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n document(s) signed and accepted</source>
        <translation>
            <numerusform>%n document signed and accepted</numerusform>
            <numerusform>%n documents signed and accepted</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n document(s) wait for you</source>
        <translation>
            <numerusform>%n document waits for you</numerusform>
            <numerusform>%n documents wait for you</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n document(s) will be activated</source>
        <translation>
            <numerusform>%n document will be activated</numerusform>
            <numerusform>%n documents will be activated</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n document(s) will be cancelled</source>
        <translation>
            <numerusform>%n document will be cancelled</numerusform>
            <numerusform>%n documents will be cancelled</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n document(s) will be changed</source>
        <translation>
            <numerusform>%n document will be changed</numerusform>
            <numerusform>%n documents will be changed</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n document(s) will be confirmed</source>
        <translation>
            <numerusform>%n document will be confirmed</numerusform>
            <numerusform>%n documents will be confirmed</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n document(s) will be deleted</source>
        <translation>
            <numerusform>%n document will be deleted</numerusform>
            <numerusform>%n documents will be deleted</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n document(s) will be issued</source>
        <translation>
            <numerusform>%n document will be issued</numerusform>
            <numerusform>%n documents will be issued</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n document(s) will be left out</source>
        <translation>
            <numerusform>%n document will be left out</numerusform>
            <numerusform>%n documents will be left out</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n document(s) will be refused</source>
        <translation>
            <numerusform>%n document will be refused</numerusform>
            <numerusform>%n documents will be refused</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n document(s) will be rejected</source>
        <translation>
            <numerusform>%n document will be rejected</numerusform>
            <numerusform>%n documents will be rejected</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n document(s) will be sent by e-mail</source>
        <translation>
            <numerusform>%n document will be sent by e-mail</numerusform>
            <numerusform>%n documents will be sent by e-mail</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n document(s) will be signed</source>
        <translation>
            <numerusform>%n document will be signed</numerusform>
            <numerusform>%n documents will be signed</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n done</source>
        <translation>
            <numerusform>%n done</numerusform>
            <numerusform>%n done</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n given up</source>
        <translation>
            <numerusform>%n given up</numerusform>
            <numerusform>%n given up</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n known in all</source>
        <translation>
            <numerusform>%n known in all</numerusform>
            <numerusform>%n known in all</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n left for later</source>
        <translation>
            <numerusform>%n left for later</numerusform>
            <numerusform>%n left for later</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n left out</source>
        <translation>
            <numerusform>%n left out</numerusform>
            <numerusform>%n left out</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n line(s)</source>
        <translation>
            <numerusform>%n line</numerusform>
            <numerusform>%n lines</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n more</source>
        <translation>
            <numerusform>%n more</numerusform>
            <numerusform>%n more</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n not known</source>
        <translation>
            <numerusform>%n not known</numerusform>
            <numerusform>%n not known</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n not sent</source>
        <translation>
            <numerusform>%n not sent</numerusform>
            <numerusform>%n not sent</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n not signed</source>
        <translation>
            <numerusform>%n not signed</numerusform>
            <numerusform>%n not signed</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n of them not shown now</source>
        <translation>
            <numerusform>%n of them not shown now</numerusform>
            <numerusform>%n of them not shown now</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n of {count} shown</source>
        <translation>
            <numerusform>%n of {count} shown</numerusform>
            <numerusform>%n of {count} shown</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n on their way</source>
        <translation>
            <numerusform>%n on its way</numerusform>
            <numerusform>%n on their way</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n refused</source>
        <translation>
            <numerusform>%n refused</numerusform>
            <numerusform>%n refused</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n selected</source>
        <translation>
            <numerusform>%n selected</numerusform>
            <numerusform>%n selected</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n signed, waiting for the service</source>
        <translation>
            <numerusform>%n signed, waiting for the service</numerusform>
            <numerusform>%n signed, waiting for the service</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n taken back</source>
        <translation>
            <numerusform>%n taken back</numerusform>
            <numerusform>%n taken back</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n time(s)</source>
        <translation>
            <numerusform>%n time</numerusform>
            <numerusform>%n times</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n to look at closely</source>
        <translation>
            <numerusform>%n to look at closely</numerusform>
            <numerusform>%n to look at closely</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n with the answer not known yet</source>
        <translation>
            <numerusform>%n with the answer not known yet</numerusform>
            <numerusform>%n with the answer not known yet</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n with the outcome not known</source>
        <translation>
            <numerusform>%n with the outcome not known</numerusform>
            <numerusform>%n with the outcome not known</numerusform>
        </translation>
    </message>
    <message>
        <source>A click or Space folds and unfolds. The box, or Ctrl+Space, selects all of it.</source>
        <translation>A click or Space folds and unfolds. The box, or Ctrl+Space, selects all of it.</translation>
    </message>
    <message>
        <source>A code was sent to {telephone}.</source>
        <translation>A code was sent to {telephone}.</translation>
    </message>
    <message>
        <source>A day: 28.11.2026</source>
        <translation>A day: 28.11.2026</translation>
    </message>
    <message numerus="yes">
        <source>A payment will be noted for %n document(s)</source>
        <translation>
            <numerusform>A payment will be noted for %n document</numerusform>
            <numerusform>A payment will be noted for %n documents</numerusform>
        </translation>
    </message>
    <message>
        <source>A service wants a one-time code before it tells what waits.</source>
        <translation>A service wants a one-time code before it tells what waits.</translation>
    </message>
    <message>
        <source>A signature is valid only under one of these. Nothing is trusted that you did not see here.</source>
        <translation>A signature is valid only under one of these. Nothing is trusted that you did not see here.</translation>
    </message>
    <message>
        <source>A tax number looks wrong</source>
        <translation>A tax number looks wrong</translation>
    </message>
    <message>
        <source>A time stamp here proves nothing</source>
        <translation>A time stamp here proves nothing</translation>
    </message>
    <message>
        <source>A time stamp when possible</source>
        <translation>A time stamp when possible</translation>
    </message>
    <message>
        <source>A wrong PIN was entered last time.</source>
        <translation>A wrong PIN was entered last time.</translation>
    </message>
    <message>
        <source>API key or token (bearer)</source>
        <translation>API key or token (bearer)</translation>
    </message>
    <message>
        <source>API token</source>
        <translation>API token</translation>
    </message>
    <message>
        <source>About</source>
        <translation>About</translation>
    </message>
    <message>
        <source>About to be sent</source>
        <translation>About to be sent</translation>
    </message>
    <message>
        <source>Account</source>
        <translation>Account</translation>
    </message>
    <message>
        <source>Account passwords are kept until you close Muhr</source>
        <translation>Account passwords are kept until you close Muhr</translation>
    </message>
    <message>
        <source>Accounting note</source>
        <translation>Accounting note</translation>
    </message>
    <message>
        <source>Accounts</source>
        <translation>Accounts</translation>
    </message>
    <message>
        <source>Act on penalties</source>
        <translation>Act on penalties</translation>
    </message>
    <message>
        <source>Act with invoice</source>
        <translation>Act with invoice</translation>
    </message>
    <message>
        <source>Activate</source>
        <translation>Activate</translation>
    </message>
    <message numerus="yes">
        <source>Activate %n document(s)</source>
        <translation>
            <numerusform>Activate %n document</numerusform>
            <numerusform>Activate %n documents</numerusform>
        </translation>
    </message>
    <message>
        <source>Activated</source>
        <translation>Activated</translation>
    </message>
    <message>
        <source>Activate…</source>
        <translation>Activate…</translation>
    </message>
    <message>
        <source>Add</source>
        <translation>Add</translation>
    </message>
    <message>
        <source>Add a folder…</source>
        <translation>Add a folder…</translation>
    </message>
    <message>
        <source>Add a module…</source>
        <translation>Add a module…</translation>
    </message>
    <message>
        <source>Add an account</source>
        <translation>Add an account</translation>
    </message>
    <message>
        <source>Add an account…</source>
        <translation>Add an account…</translation>
    </message>
    <message>
        <source>Add by id…</source>
        <translation>Add by id…</translation>
    </message>
    <message>
        <source>Add documents by id</source>
        <translation>Add documents by id</translation>
    </message>
    <message>
        <source>Add documents by id…</source>
        <translation>Add documents by id…</translation>
    </message>
    <message>
        <source>Add from a file…</source>
        <translation>Add from a file…</translation>
    </message>
    <message>
        <source>Address for the login</source>
        <translation>Address for the login</translation>
    </message>
    <message>
        <source>Address of the proxy</source>
        <translation>Address of the proxy</translation>
    </message>
    <message>
        <source>Address of the service</source>
        <translation>Address of the service</translation>
    </message>
    <message>
        <source>Advance</source>
        <translation>Advance</translation>
    </message>
    <message>
        <source>Advance invoice</source>
        <translation>Advance invoice</translation>
    </message>
    <message>
        <source>Algorithm</source>
        <translation>Algorithm</translation>
    </message>
    <message>
        <source>All companies</source>
        <translation>All companies</translation>
    </message>
    <message>
        <source>All services answered at {time}</source>
        <translation>All services answered at {time}</translation>
    </message>
    <message>
        <source>Already on its way</source>
        <translation>Already on its way</translation>
    </message>
    <message>
        <source>Amount</source>
        <translation>Amount</translation>
    </message>
    <message>
        <source>Amount paid</source>
        <translation>Amount paid</translation>
    </message>
    <message>
        <source>An account that needs your password or a code is not asked again until you have given it.</source>
        <translation>An account that needs your password or a code is not asked again until you have given it.</translation>
    </message>
    <message>
        <source>An address begins with http:// and names a computer.</source>
        <translation>An address begins with http:// and names a computer.</translation>
    </message>
    <message>
        <source>An amount in figures</source>
        <translation>An amount in figures</translation>
    </message>
    <message numerus="yes">
        <source>An archive with %n signed document(s); not everything can be judged</source>
        <translation>
            <numerusform>An archive with %n signed document; not everything can be judged</numerusform>
            <numerusform>An archive with %n signed documents; not everything can be judged</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>An archive with %n signed document(s); not everything is valid</source>
        <translation>
            <numerusform>An archive with %n signed document; not everything is valid</numerusform>
            <numerusform>An archive with %n signed documents; not everything is valid</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>An archive with %n signed document(s); valid</source>
        <translation>
            <numerusform>An archive with %n signed document; valid</numerusform>
            <numerusform>An archive with %n signed documents; valid</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>And %n more document(s); the copied text names them all.</source>
        <translation>
            <numerusform>And %n more document; the copied text names them all.</numerusform>
            <numerusform>And %n more documents; the copied text names them all.</numerusform>
        </translation>
    </message>
    <message>
        <source>Annulled</source>
        <translation>Annulled</translation>
    </message>
    <message>
        <source>Another folder…</source>
        <translation>Another folder…</translation>
    </message>
    <message>
        <source>Another program has taken its place on this computer.</source>
        <translation>Another program has taken its place on this computer.</translation>
    </message>
    <message>
        <source>Another wrong PIN locks the token; only whoever issued it can unlock it then.</source>
        <translation>Another wrong PIN locks the token; only whoever issued it can unlock it then.</translation>
    </message>
    <message>
        <source>Answer as it came</source>
        <translation>Answer as it came</translation>
    </message>
    <message>
        <source>Appearance and language</source>
        <translation>Appearance and language</translation>
    </message>
    <message>
        <source>Approved inside the company</source>
        <translation>Approved inside the company</translation>
    </message>
    <message>
        <source>Archive</source>
        <translation>Archive</translation>
    </message>
    <message>
        <source>As the system says</source>
        <translation>As the system says</translation>
    </message>
    <message>
        <source>Ask for a new code, then type that one.</source>
        <translation>Ask for a new code, then type that one.</translation>
    </message>
    <message>
        <source>Ask the authorities</source>
        <translation>Ask the authorities</translation>
    </message>
    <message>
        <source>Ask the service for lists and contents</source>
        <translation>Ask the service for lists and contents</translation>
    </message>
    <message>
        <source>Asked</source>
        <translation>Asked</translation>
    </message>
    <message>
        <source>Asked again for each document: this key demands it.</source>
        <translation>Asked again for each document: this key demands it.</translation>
    </message>
    <message>
        <source>Asked once for all documents.</source>
        <translation>Asked once for all documents.</translation>
    </message>
    <message numerus="yes">
        <source>Asking %n account(s)…</source>
        <translation>
            <numerusform>Asking %n account…</numerusform>
            <numerusform>Asking %n accounts…</numerusform>
        </translation>
    </message>
    <message>
        <source>Asking the service for a code…</source>
        <translation>Asking the service for a code…</translation>
    </message>
    <message>
        <source>Asking the service…</source>
        <translation>Asking the service…</translation>
    </message>
    <message>
        <source>Asking what waits</source>
        <translation>Asking what waits</translation>
    </message>
    <message>
        <source>Asking what waits for you…</source>
        <translation>Asking what waits for you…</translation>
    </message>
    <message numerus="yes">
        <source>Attach %n document(s) to a declaration</source>
        <translation>
            <numerusform>Attach %n document to a declaration</numerusform>
            <numerusform>Attach %n documents to a declaration</numerusform>
        </translation>
    </message>
    <message>
        <source>Attach to a declaration</source>
        <translation>Attach to a declaration</translation>
    </message>
    <message>
        <source>Attach to a declaration…</source>
        <translation>Attach to a declaration…</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>Back</translation>
    </message>
    <message>
        <source>Bank account {account}</source>
        <translation>Bank account {account}</translation>
    </message>
    <message>
        <source>Bank transfer</source>
        <translation>Bank transfer</translation>
    </message>
    <message>
        <source>Batches</source>
        <translation>Batches</translation>
    </message>
    <message>
        <source>Before taxes</source>
        <translation>Before taxes</translation>
    </message>
    <message>
        <source>Before you type anything</source>
        <translation>Before you type anything</translation>
    </message>
    <message>
        <source>Being approved inside the company</source>
        <translation>Being approved inside the company</translation>
    </message>
    <message>
        <source>Being sent</source>
        <translation>Being sent</translation>
    </message>
    <message>
        <source>Belongs to another company</source>
        <translation>Belongs to another company</translation>
    </message>
    <message>
        <source>Belongs to document</source>
        <translation>Belongs to document</translation>
    </message>
    <message>
        <source>Bill</source>
        <translation>Bill</translation>
    </message>
    <message>
        <source>Blind copy to</source>
        <translation>Blind copy to</translation>
    </message>
    <message>
        <source>Building the small world. This takes a few seconds.</source>
        <translation>Building the small world. This takes a few seconds.</translation>
    </message>
    <message>
        <source>Business year</source>
        <translation>Business year</translation>
    </message>
    <message>
        <source>Buyer's country</source>
        <translation>Buyer's country</translation>
    </message>
    <message>
        <source>Buyer's declaration</source>
        <translation>Buyer's declaration</translation>
    </message>
    <message>
        <source>Buyer's e-mail</source>
        <translation>Buyer's e-mail</translation>
    </message>
    <message>
        <source>Buyer's e-mail address</source>
        <translation>Buyer's e-mail address</translation>
    </message>
    <message>
        <source>Buyer's name</source>
        <translation>Buyer's name</translation>
    </message>
    <message>
        <source>Buyer's postal code</source>
        <translation>Buyer's postal code</translation>
    </message>
    <message>
        <source>Buyer's street</source>
        <translation>Buyer's street</translation>
    </message>
    <message>
        <source>Buyer's town</source>
        <translation>Buyer's town</translation>
    </message>
    <message>
        <source>By counterparty</source>
        <translation>By counterparty</translation>
    </message>
    <message>
        <source>Bytes (SHA-256)</source>
        <translation>Bytes (SHA-256)</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Cancel</translation>
    </message>
    <message numerus="yes">
        <source>Cancel %n document(s)</source>
        <translation>
            <numerusform>Cancel %n document</numerusform>
            <numerusform>Cancel %n documents</numerusform>
        </translation>
    </message>
    <message>
        <source>Cancel invoices from here</source>
        <translation>Cancel invoices from here</translation>
    </message>
    <message>
        <source>Cancel the document</source>
        <translation>Cancel the document</translation>
    </message>
    <message>
        <source>Cancel the document…</source>
        <translation>Cancel the document…</translation>
    </message>
    <message>
        <source>Cancel the question</source>
        <translation>Cancel the question</translation>
    </message>
    <message>
        <source>Cancellation agreed</source>
        <translation>Cancellation agreed</translation>
    </message>
    <message>
        <source>Cancellation asked for</source>
        <translation>Cancellation asked for</translation>
    </message>
    <message>
        <source>Cancellation document</source>
        <translation>Cancellation document</translation>
    </message>
    <message>
        <source>Cancellation requested, the buyer has to answer</source>
        <translation>Cancellation requested, the buyer has to answer</translation>
    </message>
    <message>
        <source>Cancelled</source>
        <translation>Cancelled</translation>
    </message>
    <message>
        <source>Cancelled by both sides</source>
        <translation>Cancelled by both sides</translation>
    </message>
    <message>
        <source>Cannot be judged</source>
        <translation>Cannot be judged</translation>
    </message>
    <message>
        <source>Cannot be read</source>
        <translation>Cannot be read</translation>
    </message>
    <message>
        <source>Cannot be signed</source>
        <translation>Cannot be signed</translation>
    </message>
    <message>
        <source>Cannot be signed now</source>
        <translation>Cannot be signed now</translation>
    </message>
    <message>
        <source>Cannot be used</source>
        <translation>Cannot be used</translation>
    </message>
    <message>
        <source>Caps Lock seems to be on.</source>
        <translation>Caps Lock seems to be on.</translation>
    </message>
    <message>
        <source>Car</source>
        <translation>Car</translation>
    </message>
    <message>
        <source>Car's number</source>
        <translation>Car's number</translation>
    </message>
    <message>
        <source>Carrier</source>
        <translation>Carrier</translation>
    </message>
    <message>
        <source>Carrier's tax number</source>
        <translation>Carrier's tax number</translation>
    </message>
    <message>
        <source>Cash</source>
        <translation>Cash</translation>
    </message>
    <message>
        <source>Cash on delivery</source>
        <translation>Cash on delivery</translation>
    </message>
    <message>
        <source>Cash paid out</source>
        <translation>Cash paid out</translation>
    </message>
    <message>
        <source>Cash received</source>
        <translation>Cash received</translation>
    </message>
    <message>
        <source>Category</source>
        <translation>Category</translation>
    </message>
    <message>
        <source>Certificate authority</source>
        <translation>Certificate authority</translation>
    </message>
    <message>
        <source>Certificate of an authority</source>
        <translation>Certificate of an authority</translation>
    </message>
    <message>
        <source>Chain</source>
        <translation>Chain</translation>
    </message>
    <message>
        <source>Change</source>
        <translation>Change</translation>
    </message>
    <message numerus="yes">
        <source>Change %n document(s)</source>
        <translation>
            <numerusform>Change %n document</numerusform>
            <numerusform>Change %n documents</numerusform>
        </translation>
    </message>
    <message>
        <source>Change the account</source>
        <translation>Change the account</translation>
    </message>
    <message>
        <source>Change {company}</source>
        <translation>Change {company}</translation>
    </message>
    <message>
        <source>Changed</source>
        <translation>Changed</translation>
    </message>
    <message>
        <source>Change…</source>
        <translation>Change…</translation>
    </message>
    <message>
        <source>Checked with Muhr {version} at {when}</source>
        <translation>Checked with Muhr {version} at {when}</translation>
    </message>
    <message>
        <source>Checking signatures</source>
        <translation>Checking signatures</translation>
    </message>
    <message>
        <source>Choose a file…</source>
        <translation>Choose a file…</translation>
    </message>
    <message>
        <source>Choose a signed file</source>
        <translation>Choose a signed file</translation>
    </message>
    <message>
        <source>Choose one to see everything about it.</source>
        <translation>Choose one to see everything about it.</translation>
    </message>
    <message>
        <source>Choose one to see what happened to it.</source>
        <translation>Choose one to see what happened to it.</translation>
    </message>
    <message>
        <source>Choose the document that was signed</source>
        <translation>Choose the document that was signed</translation>
    </message>
    <message>
        <source>Choose the document…</source>
        <translation>Choose the document…</translation>
    </message>
    <message>
        <source>Choose…</source>
        <translation>Choose…</translation>
    </message>
    <message>
        <source>Clear the filter</source>
        <translation>Clear the filter</translation>
    </message>
    <message>
        <source>Client id</source>
        <translation>Client id</translation>
    </message>
    <message>
        <source>Client secret</source>
        <translation>Client secret</translation>
    </message>
    <message>
        <source>Client's order</source>
        <translation>Client's order</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Close</translation>
    </message>
    <message>
        <source>Close the list</source>
        <translation>Close the list</translation>
    </message>
    <message>
        <source>Closing</source>
        <translation>Closing</translation>
    </message>
    <message>
        <source>Code</source>
        <translation>Code</translation>
    </message>
    <message>
        <source>Colours</source>
        <translation>Colours</translation>
    </message>
    <message>
        <source>Companies</source>
        <translation>Companies</translation>
    </message>
    <message>
        <source>Company</source>
        <translation>Company</translation>
    </message>
    <message>
        <source>Company name</source>
        <translation>Company name</translation>
    </message>
    <message>
        <source>Company {name}</source>
        <translation>Company {name}</translation>
    </message>
    <message>
        <source>Company's tax number</source>
        <translation>Company's tax number</translation>
    </message>
    <message>
        <source>Compare the fingerprint with the one the authority publishes. Every signature under it will count.</source>
        <translation>Compare the fingerprint with the one the authority publishes. Every signature under it will count.</translation>
    </message>
    <message>
        <source>Confirm</source>
        <translation>Confirm</translation>
    </message>
    <message numerus="yes">
        <source>Confirm %n document(s)</source>
        <translation>
            <numerusform>Confirm %n document</numerusform>
            <numerusform>Confirm %n documents</numerusform>
        </translation>
    </message>
    <message>
        <source>Confirmed</source>
        <translation>Confirmed</translation>
    </message>
    <message>
        <source>Confirmed by the buyer</source>
        <translation>Confirmed by the buyer</translation>
    </message>
    <message>
        <source>Confirm…</source>
        <translation>Confirm…</translation>
    </message>
    <message>
        <source>Connect your company to its e-invoicing service and see what waits for you.</source>
        <translation>Connect your company to its e-invoicing service and see what waits for you.</translation>
    </message>
    <message>
        <source>Content</source>
        <translation>Content</translation>
    </message>
    <message>
        <source>Continue</source>
        <translation>Continue</translation>
    </message>
    <message>
        <source>Contract</source>
        <translation>Contract</translation>
    </message>
    <message>
        <source>Copied</source>
        <translation>Copied</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Copy</translation>
    </message>
    <message>
        <source>Copy the report</source>
        <translation>Copy the report</translation>
    </message>
    <message>
        <source>Copy to</source>
        <translation>Copy to</translation>
    </message>
    <message>
        <source>Corrected</source>
        <translation>Corrected</translation>
    </message>
    <message>
        <source>Corrected by document</source>
        <translation>Corrected by document</translation>
    </message>
    <message>
        <source>Correction</source>
        <translation>Correction</translation>
    </message>
    <message>
        <source>Correction note</source>
        <translation>Correction note</translation>
    </message>
    <message>
        <source>Corrects document</source>
        <translation>Corrects document</translation>
    </message>
    <message>
        <source>Cost of transport</source>
        <translation>Cost of transport</translation>
    </message>
    <message>
        <source>Counterparty</source>
        <translation>Counterparty</translation>
    </message>
    <message>
        <source>Countersigned by {name}</source>
        <translation>Countersigned by {name}</translation>
    </message>
    <message>
        <source>Country</source>
        <translation>Country</translation>
    </message>
    <message>
        <source>Created</source>
        <translation>Created</translation>
    </message>
    <message>
        <source>Credit card</source>
        <translation>Credit card</translation>
    </message>
    <message>
        <source>Currency, if not the invoice's</source>
        <translation>Currency, if not the invoice's</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>Dark</translation>
    </message>
    <message>
        <source>Date</source>
        <translation>Date</translation>
    </message>
    <message>
        <source>Date of sale</source>
        <translation>Date of sale</translation>
    </message>
    <message>
        <source>Date of supply</source>
        <translation>Date of supply</translation>
    </message>
    <message>
        <source>Day of payment</source>
        <translation>Day of payment</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>Delete</translation>
    </message>
    <message numerus="yes">
        <source>Delete %n document(s)</source>
        <translation>
            <numerusform>Delete %n document</numerusform>
            <numerusform>Delete %n documents</numerusform>
        </translation>
    </message>
    <message>
        <source>Deleted</source>
        <translation>Deleted</translation>
    </message>
    <message>
        <source>Delete…</source>
        <translation>Delete…</translation>
    </message>
    <message>
        <source>Delivered</source>
        <translation>Delivered</translation>
    </message>
    <message>
        <source>Delivery within the Union</source>
        <translation>Delivery within the Union</translation>
    </message>
    <message>
        <source>Demo</source>
        <translation>Demo</translation>
    </message>
    <message>
        <source>Demo: a made-up world on this computer. Nothing here is real and nothing leaves it.</source>
        <translation>Demo: a made-up world on this computer. Nothing here is real and nothing leaves it.</translation>
    </message>
    <message>
        <source>Demo: the code is {code}.</source>
        <translation>Demo: the code is {code}.</translation>
    </message>
    <message>
        <source>Department of the receiver (number)</source>
        <translation>Department of the receiver (number)</translation>
    </message>
    <message>
        <source>Description</source>
        <translation>Description</translation>
    </message>
    <message>
        <source>Details</source>
        <translation>Details</translation>
    </message>
    <message>
        <source>Details of the document</source>
        <translation>Details of the document</translation>
    </message>
    <message>
        <source>Details of the key</source>
        <translation>Details of the key</translation>
    </message>
    <message>
        <source>Digest</source>
        <translation>Digest</translation>
    </message>
    <message>
        <source>Direct debit</source>
        <translation>Direct debit</translation>
    </message>
    <message>
        <source>Distribution</source>
        <translation>Distribution</translation>
    </message>
    <message>
        <source>Do not ask again on this computer</source>
        <translation>Do not ask again on this computer</translation>
    </message>
    <message>
        <source>Document</source>
        <translation>Document</translation>
    </message>
    <message>
        <source>Document id</source>
        <translation>Document id</translation>
    </message>
    <message>
        <source>Document ids</source>
        <translation>Document ids</translation>
    </message>
    <message>
        <source>Document: {name}</source>
        <translation>Document: {name}</translation>
    </message>
    <message>
        <source>Documents</source>
        <translation>Documents</translation>
    </message>
    <message>
        <source>Documents in the file</source>
        <translation>Documents in the file</translation>
    </message>
    <message>
        <source>Documents of the batch</source>
        <translation>Documents of the batch</translation>
    </message>
    <message>
        <source>Documents that no longer wait, too</source>
        <translation>Documents that no longer wait, too</translation>
    </message>
    <message>
        <source>Documents that wait for you</source>
        <translation>Documents that wait for you</translation>
    </message>
    <message>
        <source>Documents to sign</source>
        <translation>Documents to sign</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>Done</translation>
    </message>
    <message>
        <source>Download again</source>
        <translation>Download again</translation>
    </message>
    <message>
        <source>Download {file}</source>
        <translation>Download {file}</translation>
    </message>
    <message>
        <source>Draft</source>
        <translation>Draft</translation>
    </message>
    <message>
        <source>Driver</source>
        <translation>Driver</translation>
    </message>
    <message>
        <source>Driver's country</source>
        <translation>Driver's country</translation>
    </message>
    <message>
        <source>Driver's number</source>
        <translation>Driver's number</translation>
    </message>
    <message>
        <source>Drop a signed file here</source>
        <translation>Drop a signed file here</translation>
    </message>
    <message>
        <source>Due</source>
        <translation>Due</translation>
    </message>
    <message>
        <source>Due today</source>
        <translation>Due today</translation>
    </message>
    <message>
        <source>E-IMZO asks for the password in a window of its own. If you do not see it, it lies behind this window.</source>
        <translation>E-IMZO asks for the password in a window of its own. If you do not see it, it lies behind this window.</translation>
    </message>
    <message>
        <source>Empty the search</source>
        <translation>Empty the search</translation>
    </message>
    <message numerus="yes">
        <source>Every %n minute(s)</source>
        <translation>
            <numerusform>Every %n minute</numerusform>
            <numerusform>Every %n minutes</numerusform>
        </translation>
    </message>
    <message>
        <source>Every hour</source>
        <translation>Every hour</translation>
    </message>
    <message>
        <source>Everything you signed has arrived.</source>
        <translation>Everything you signed has arrived.</translation>
    </message>
    <message>
        <source>Evidence</source>
        <translation>Evidence</translation>
    </message>
    <message>
        <source>Evidence…</source>
        <translation>Evidence…</translation>
    </message>
    <message>
        <source>Exchange rate</source>
        <translation>Exchange rate</translation>
    </message>
    <message>
        <source>Excise</source>
        <translation>Excise</translation>
    </message>
    <message>
        <source>Expired</source>
        <translation>Expired</translation>
    </message>
    <message>
        <source>Export of goods</source>
        <translation>Export of goods</translation>
    </message>
    <message>
        <source>Export, from the warehouse</source>
        <translation>Export, from the warehouse</translation>
    </message>
    <message>
        <source>Farmer's invoice</source>
        <translation>Farmer's invoice</translation>
    </message>
    <message>
        <source>Few tries are left. Take your time.</source>
        <translation>Few tries are left. Take your time.</translation>
    </message>
    <message>
        <source>File</source>
        <translation>File</translation>
    </message>
    <message>
        <source>File: {file}</source>
        <translation>File: {file}</translation>
    </message>
    <message>
        <source>File: {name}</source>
        <translation>File: {name}</translation>
    </message>
    <message>
        <source>Files</source>
        <translation>Files</translation>
    </message>
    <message>
        <source>Filter</source>
        <translation>Filter</translation>
    </message>
    <message>
        <source>Filter · {count}</source>
        <translation>Filter · {count}</translation>
    </message>
    <message>
        <source>Final invoice</source>
        <translation>Final invoice</translation>
    </message>
    <message>
        <source>Fingerprint</source>
        <translation>Fingerprint</translation>
    </message>
    <message>
        <source>Finished</source>
        <translation>Finished</translation>
    </message>
    <message>
        <source>Finished ones too</source>
        <translation>Finished ones too</translation>
    </message>
    <message>
        <source>Finishing the current document…</source>
        <translation>Finishing the current document…</translation>
    </message>
    <message>
        <source>First document from this counterparty</source>
        <translation>First document from this counterparty</translation>
    </message>
    <message>
        <source>Folder with key files</source>
        <translation>Folder with key files</translation>
    </message>
    <message>
        <source>Folders with keys</source>
        <translation>Folders with keys</translation>
    </message>
    <message numerus="yes">
        <source>For %n document(s) the other side asks to cancel; you agree, and they are no longer valid.</source>
        <translation>
            <numerusform>For %n document the other side asks to cancel; you agree, and they are no longer valid.</numerusform>
            <numerusform>For %n documents the other side asks to cancel; you agree, and they are no longer valid.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>For %n document(s) the other side asks to cancel; you refuse, and they stay valid.</source>
        <translation>
            <numerusform>For %n document the other side asks to cancel; you refuse, and they stay valid.</numerusform>
            <numerusform>For %n documents the other side asks to cancel; you refuse, and they stay valid.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>For %n second(s) you can still undo it here.</source>
        <translation>
            <numerusform>For %n second you can still undo it here.</numerusform>
            <numerusform>For %n seconds you can still undo it here.</numerusform>
        </translation>
    </message>
    <message>
        <source>For example: the price does not match the contract</source>
        <translation>For example: the price does not match the contract</translation>
    </message>
    <message>
        <source>For retail sale</source>
        <translation>For retail sale</translation>
    </message>
    <message>
        <source>For services that cannot be asked what waits.</source>
        <translation>For services that cannot be asked what waits.</translation>
    </message>
    <message>
        <source>For wholesale</source>
        <translation>For wholesale</translation>
    </message>
    <message>
        <source>For your</source>
        <translation>For your</translation>
    </message>
    <message>
        <source>For {companies}</source>
        <translation>For {companies}</translation>
    </message>
    <message>
        <source>Foreign buyer</source>
        <translation>Foreign buyer</translation>
    </message>
    <message>
        <source>Foreign driver</source>
        <translation>Foreign driver</translation>
    </message>
    <message>
        <source>Forget</source>
        <translation>Forget</translation>
    </message>
    <message>
        <source>Forget this computer for {company}</source>
        <translation>Forget this computer for {company}</translation>
    </message>
    <message>
        <source>Forget this computer?</source>
        <translation>Forget this computer?</translation>
    </message>
    <message>
        <source>Forget…</source>
        <translation>Forget…</translation>
    </message>
    <message>
        <source>Format of what is sent</source>
        <translation>Format of what is sent</translation>
    </message>
    <message>
        <source>From</source>
        <translation>From</translation>
    </message>
    <message>
        <source>From Client Settings on the service's site.</source>
        <translation>From Client Settings on the service's site.</translation>
    </message>
    <message>
        <source>From the authority's own page or paper, not from the line above.</source>
        <translation>From the authority's own page or paper, not from the line above.</translation>
    </message>
    <message>
        <source>From the message on your telephone.</source>
        <translation>From the message on your telephone.</translation>
    </message>
    <message>
        <source>From, number</source>
        <translation>From, number</translation>
    </message>
    <message>
        <source>Further certificate authority</source>
        <translation>Further certificate authority</translation>
    </message>
    <message>
        <source>Give up</source>
        <translation>Give up</translation>
    </message>
    <message>
        <source>Given up</source>
        <translation>Given up</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>Go on</translation>
    </message>
    <message>
        <source>Go on in the background</source>
        <translation>Go on in the background</translation>
    </message>
    <message>
        <source>Go on with the rest</source>
        <translation>Go on with the rest</translation>
    </message>
    <message>
        <source>Goods or services</source>
        <translation>Goods or services</translation>
    </message>
    <message>
        <source>Group by company</source>
        <translation>Group by company</translation>
    </message>
    <message>
        <source>Hide the details</source>
        <translation>Hide the details</translation>
    </message>
    <message>
        <source>Hide the password</source>
        <translation>Hide the password</translation>
    </message>
    <message>
        <source>Highest amount</source>
        <translation>Highest amount</translation>
    </message>
    <message>
        <source>How the service knows you</source>
        <translation>How the service knows you</translation>
    </message>
    <message>
        <source>If the service has it already, it may then have it twice. Send again only if you saw that it is not there.</source>
        <translation>If the service has it already, it may then have it twice. Send again only if you saw that it is not there.</translation>
    </message>
    <message>
        <source>Import</source>
        <translation>Import</translation>
    </message>
    <message>
        <source>Import documents</source>
        <translation>Import documents</translation>
    </message>
    <message>
        <source>Import documents…</source>
        <translation>Import documents…</translation>
    </message>
    <message>
        <source>Import of goods</source>
        <translation>Import of goods</translation>
    </message>
    <message>
        <source>Import of services</source>
        <translation>Import of services</translation>
    </message>
    <message>
        <source>Import of services from the Union</source>
        <translation>Import of services from the Union</translation>
    </message>
    <message>
        <source>Import, to the warehouse</source>
        <translation>Import, to the warehouse</translation>
    </message>
    <message>
        <source>In the demo, this made-up key's password is: {password}</source>
        <translation>In the demo, this made-up key's password is: {password}</translation>
    </message>
    <message>
        <source>In the header, as a bearer token</source>
        <translation>In the header, as a bearer token</translation>
    </message>
    <message>
        <source>In the next 7 days</source>
        <translation>In the next 7 days</translation>
    </message>
    <message>
        <source>In the request, as the document says</source>
        <translation>In the request, as the document says</translation>
    </message>
    <message>
        <source>Inbox</source>
        <translation>Inbox</translation>
    </message>
    <message>
        <source>Internal document</source>
        <translation>Internal document</translation>
    </message>
    <message>
        <source>Internal movement</source>
        <translation>Internal movement</translation>
    </message>
    <message>
        <source>Internal note</source>
        <translation>Internal note</translation>
    </message>
    <message>
        <source>Invoice</source>
        <translation>Invoice</translation>
    </message>
    <message>
        <source>Is this signature good, and whose is it?</source>
        <translation>Is this signature good, and whose is it?</translation>
    </message>
    <message>
        <source>Issue</source>
        <translation>Issue</translation>
    </message>
    <message numerus="yes">
        <source>Issue %n document(s)</source>
        <translation>
            <numerusform>Issue %n document</numerusform>
            <numerusform>Issue %n documents</numerusform>
        </translation>
    </message>
    <message>
        <source>Issue drafts from here</source>
        <translation>Issue drafts from here</translation>
    </message>
    <message>
        <source>Issued</source>
        <translation>Issued</translation>
    </message>
    <message>
        <source>Issued at once</source>
        <translation>Issued at once</translation>
    </message>
    <message>
        <source>Issued by</source>
        <translation>Issued by</translation>
    </message>
    <message>
        <source>Issued, not sent by e-mail</source>
        <translation>Issued, not sent by e-mail</translation>
    </message>
    <message>
        <source>Issue…</source>
        <translation>Issue…</translation>
    </message>
    <message>
        <source>It belongs to {name}. The service may accept only a director's signature.</source>
        <translation>It belongs to {name}. The service may accept only a director's signature.</translation>
    </message>
    <message>
        <source>It can sign for {companies}.</source>
        <translation>It can sign for {companies}.</translation>
    </message>
    <message>
        <source>It cannot be taken back once the service has it.</source>
        <translation>It cannot be taken back once the service has it.</translation>
    </message>
    <message>
        <source>It cannot be used.</source>
        <translation>It cannot be used.</translation>
    </message>
    <message>
        <source>It crashed when it was tried, and is left alone now.</source>
        <translation>It crashed when it was tried, and is left alone now.</translation>
    </message>
    <message>
        <source>It demands the PIN for each document. Stay at the computer until it is done.</source>
        <translation>It demands the PIN for each document. Stay at the computer until it is done.</translation>
    </message>
    <message>
        <source>It did not come back when it was tried, and is left alone now.</source>
        <translation>It did not come back when it was tried, and is left alone now.</translation>
    </message>
    <message>
        <source>It fits none of your accounts.</source>
        <translation>It fits none of your accounts.</translation>
    </message>
    <message>
        <source>It has not answered yet. Look again in a moment.</source>
        <translation>It has not answered yet. Look again in a moment.</translation>
    </message>
    <message>
        <source>It has not been sent yet and then will not be. The document stays in the inbox.</source>
        <translation>It has not been sent yet and then will not be. The document stays in the inbox.</translation>
    </message>
    <message>
        <source>It has {least} characters.</source>
        <translation>It has {least} characters.</translation>
    </message>
    <message>
        <source>It has {least} to {most} characters.</source>
        <translation>It has {least} to {most} characters.</translation>
    </message>
    <message>
        <source>It is not known whether the service took it. Muhr asks before it sends again.</source>
        <translation>It is not known whether the service took it. Muhr asks before it sends again.</translation>
    </message>
    <message>
        <source>It is not running. Start it to see the keys it holds.</source>
        <translation>It is not running. Start it to see the keys it holds.</translation>
    </message>
    <message>
        <source>It is published once both sides have signed. Try again when the other side has.</source>
        <translation>It is published once both sides have signed. Try again when the other side has.</translation>
    </message>
    <message>
        <source>It may lie behind this window.</source>
        <translation>It may lie behind this window.</translation>
    </message>
    <message>
        <source>It refuses to answer this program.</source>
        <translation>It refuses to answer this program.</translation>
    </message>
    <message>
        <source>It stands beside the payment.</source>
        <translation>It stands beside the payment.</translation>
    </message>
    <message>
        <source>It stands in the e-mail.</source>
        <translation>It stands in the e-mail.</translation>
    </message>
    <message numerus="yes">
        <source>It waits for %n more second(s).</source>
        <translation>
            <numerusform>It waits for %n more second.</numerusform>
            <numerusform>It waits for %n more seconds.</numerusform>
        </translation>
    </message>
    <message>
        <source>It was done</source>
        <translation>It was done</translation>
    </message>
    <message>
        <source>Its MD5</source>
        <translation>Its MD5</translation>
    </message>
    <message>
        <source>JSON</source>
        <translation>JSON</translation>
    </message>
    <message>
        <source>JSV</source>
        <translation>JSV</translation>
    </message>
    <message>
        <source>Kept as a draft</source>
        <translation>Kept as a draft</translation>
    </message>
    <message>
        <source>Kept in</source>
        <translation>Kept in</translation>
    </message>
    <message>
        <source>Key</source>
        <translation>Key</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>Keys</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>Kind</translation>
    </message>
    <message>
        <source>Kind of transport</source>
        <translation>Kind of transport</translation>
    </message>
    <message>
        <source>Kind of transport, code</source>
        <translation>Kind of transport, code</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>Language</translation>
    </message>
    <message>
        <source>Later</source>
        <translation>Later</translation>
    </message>
    <message>
        <source>Leave empty to keep the stored one.</source>
        <translation>Leave empty to keep the stored one.</translation>
    </message>
    <message>
        <source>Left for later</source>
        <translation>Left for later</translation>
    </message>
    <message>
        <source>Left out</source>
        <translation>Left out</translation>
    </message>
    <message numerus="yes">
        <source>Left out: %n document(s) of {company}, the service does not answer</source>
        <translation>
            <numerusform>Left out: %n document of {company}, the service does not answer</numerusform>
            <numerusform>Left out: %n documents of {company}, the service does not answer</numerusform>
        </translation>
    </message>
    <message>
        <source>Left to be paid</source>
        <translation>Left to be paid</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>Light</translation>
    </message>
    <message>
        <source>Like the system</source>
        <translation>Like the system</translation>
    </message>
    <message>
        <source>Lines</source>
        <translation>Lines</translation>
    </message>
    <message>
        <source>Locked</source>
        <translation>Locked</translation>
    </message>
    <message>
        <source>Log in</source>
        <translation>Log in</translation>
    </message>
    <message>
        <source>Log in to {service}</source>
        <translation>Log in to {service}</translation>
    </message>
    <message>
        <source>Logging in…</source>
        <translation>Logging in…</translation>
    </message>
    <message>
        <source>Login</source>
        <translation>Login</translation>
    </message>
    <message>
        <source>Login and password (Basic)</source>
        <translation>Login and password (Basic)</translation>
    </message>
    <message>
        <source>Login and password (session)</source>
        <translation>Login and password (session)</translation>
    </message>
    <message>
        <source>Longest list of the service (rows)</source>
        <translation>Longest list of the service (rows)</translation>
    </message>
    <message>
        <source>Look again</source>
        <translation>Look again</translation>
    </message>
    <message>
        <source>Look around in a small made-up world: some companies, five services, nothing real.</source>
        <translation>Look around in a small made-up world: some companies, five services, nothing real.</translation>
    </message>
    <message>
        <source>Look at the document at the service first. Then say what you saw:</source>
        <translation>Look at the document at the service first. Then say what you saw:</translation>
    </message>
    <message>
        <source>Look at the keyboard language and Caps Lock.</source>
        <translation>Look at the keyboard language and Caps Lock.</translation>
    </message>
    <message>
        <source>Look closely</source>
        <translation>Look closely</translation>
    </message>
    <message>
        <source>Look through the list. Nothing has been sent yet.</source>
        <translation>Look through the list. Nothing has been sent yet.</translation>
    </message>
    <message>
        <source>Looking for keys…</source>
        <translation>Looking for keys…</translation>
    </message>
    <message>
        <source>Looking through the documents…</source>
        <translation>Looking through the documents…</translation>
    </message>
    <message>
        <source>Made by a program</source>
        <translation>Made by a program</translation>
    </message>
    <message>
        <source>Margin scheme invoice</source>
        <translation>Margin scheme invoice</translation>
    </message>
    <message>
        <source>Mark in the private note</source>
        <translation>Mark in the private note</translation>
    </message>
    <message>
        <source>Material report</source>
        <translation>Material report</translation>
    </message>
    <message>
        <source>Message</source>
        <translation>Message</translation>
    </message>
    <message>
        <source>Module for tokens (PKCS #11)</source>
        <translation>Module for tokens (PKCS #11)</translation>
    </message>
    <message>
        <source>Month of the declaration, for example 202601</source>
        <translation>Month of the declaration, for example 202601</translation>
    </message>
    <message>
        <source>More</source>
        <translation>More</translation>
    </message>
    <message>
        <source>More about {file}</source>
        <translation>More about {file}</translation>
    </message>
    <message>
        <source>More actions</source>
        <translation>More actions</translation>
    </message>
    <message>
        <source>Muhr asks the service what became of the unknown ones; they are in the Outbox.</source>
        <translation>Muhr asks the service what became of the unknown ones; they are in the Outbox.</translation>
    </message>
    <message>
        <source>Muhr asks the services by itself</source>
        <translation>Muhr asks the services by itself</translation>
    </message>
    <message>
        <source>Muhr cannot judge this signature</source>
        <translation>Muhr cannot judge this signature</translation>
    </message>
    <message>
        <source>Muhr cannot open its data</source>
        <translation>Muhr cannot open its data</translation>
    </message>
    <message>
        <source>Muhr closes as soon as the service has answered.</source>
        <translation>Muhr closes as soon as the service has answered.</translation>
    </message>
    <message>
        <source>Muhr does not see what you type there.</source>
        <translation>Muhr does not see what you type there.</translation>
    </message>
    <message>
        <source>Muhr forgets the login of {company} and its documents. Nothing changes at the service.</source>
        <translation>Muhr forgets the login of {company} and its documents. Nothing changes at the service.</translation>
    </message>
    <message>
        <source>Muhr is already open on this computer with the same data.</source>
        <translation>Muhr is already open on this computer with the same data.</translation>
    </message>
    <message>
        <source>Muhr keeps no password in its workspace: use the system's proxy setting for that.</source>
        <translation>Muhr keeps no password in its workspace: use the system's proxy setting for that.</translation>
    </message>
    <message>
        <source>Muhr knows the usual modules. Add yours when your token is not in the list of keys.</source>
        <translation>Muhr knows the usual modules. Add yours when your token is not in the list of keys.</translation>
    </message>
    <message>
        <source>Muhr looks in the usual places (DSKEYS on every disk).</source>
        <translation>Muhr looks in the usual places (DSKEYS on every disk).</translation>
    </message>
    <message>
        <source>Muhr looks then, before anything is sent. A signature of another company is thrown away.</source>
        <translation>Muhr looks then, before anything is sent. A signature of another company is thrown away.</translation>
    </message>
    <message>
        <source>Muhr speaks English for now; every text of the window can be translated.</source>
        <translation>Muhr speaks English for now; every text of the window can be translated.</translation>
    </message>
    <message>
        <source>Muhr will neither ask nor send any more, whatever became of it. The document shows up in the inbox again if it still waits.</source>
        <translation>Muhr will neither ask nor send any more, whatever became of it. The document shows up in the inbox again if it still waits.</translation>
    </message>
    <message>
        <source>Muhr will take it that the service has it, and will not ask or send any more.</source>
        <translation>Muhr will take it that the service has it, and will not ask or send any more.</translation>
    </message>
    <message>
        <source>Muhr {version}</source>
        <translation>Muhr {version}</translation>
    </message>
    <message>
        <source>Muhr: demo</source>
        <translation>Muhr: demo</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>Name the company in every address</source>
        <translation>Name the company in every address</translation>
    </message>
    <message>
        <source>Navigation</source>
        <translation>Navigation</translation>
    </message>
    <message>
        <source>Needs your signature</source>
        <translation>Needs your signature</translation>
    </message>
    <message>
        <source>Never without a time stamp</source>
        <translation>Never without a time stamp</translation>
    </message>
    <message>
        <source>New status</source>
        <translation>New status</translation>
    </message>
    <message>
        <source>No</source>
        <translation>No</translation>
    </message>
    <message>
        <source>No account yet.</source>
        <translation>No account yet.</translation>
    </message>
    <message>
        <source>No certificate inside</source>
        <translation>No certificate inside</translation>
    </message>
    <message>
        <source>No document chosen</source>
        <translation>No document chosen</translation>
    </message>
    <message>
        <source>No due date</source>
        <translation>No due date</translation>
    </message>
    <message>
        <source>No key chosen</source>
        <translation>No key chosen</translation>
    </message>
    <message>
        <source>No key was found</source>
        <translation>No key was found</translation>
    </message>
    <message>
        <source>No keys found</source>
        <translation>No keys found</translation>
    </message>
    <message>
        <source>No private key inside</source>
        <translation>No private key inside</translation>
    </message>
    <message>
        <source>No row chosen</source>
        <translation>No row chosen</translation>
    </message>
    <message>
        <source>No time stamps</source>
        <translation>No time stamps</translation>
    </message>
    <message>
        <source>No token is plugged in.</source>
        <translation>No token is plugged in.</translation>
    </message>
    <message>
        <source>Nobody typed the password in time. Nothing was signed.</source>
        <translation>Nobody typed the password in time. Nothing was signed.</translation>
    </message>
    <message>
        <source>None</source>
        <translation>None</translation>
    </message>
    <message>
        <source>None of the keys found can sign these documents.</source>
        <translation>None of the keys found can sign these documents.</translation>
    </message>
    <message>
        <source>Not approved inside the company</source>
        <translation>Not approved inside the company</translation>
    </message>
    <message>
        <source>Not at all</source>
        <translation>Not at all</translation>
    </message>
    <message>
        <source>Not available</source>
        <translation>Not available</translation>
    </message>
    <message>
        <source>Not before</source>
        <translation>Not before</translation>
    </message>
    <message>
        <source>Not certain yet</source>
        <translation>Not certain yet</translation>
    </message>
    <message>
        <source>Not everything in the folder could be read</source>
        <translation>Not everything in the folder could be read</translation>
    </message>
    <message>
        <source>Not known</source>
        <translation>Not known</translation>
    </message>
    <message>
        <source>Not known to this version</source>
        <translation>Not known to this version</translation>
    </message>
    <message>
        <source>Not meant for signing</source>
        <translation>Not meant for signing</translation>
    </message>
    <message>
        <source>Not refreshed yet</source>
        <translation>Not refreshed yet</translation>
    </message>
    <message>
        <source>Not shown by the service</source>
        <translation>Not shown by the service</translation>
    </message>
    <message>
        <source>Not signed</source>
        <translation>Not signed</translation>
    </message>
    <message>
        <source>Not valid</source>
        <translation>Not valid</translation>
    </message>
    <message>
        <source>Not valid yet</source>
        <translation>Not valid yet</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>Note</translation>
    </message>
    <message>
        <source>Note a payment</source>
        <translation>Note a payment</translation>
    </message>
    <message numerus="yes">
        <source>Note a payment for %n document(s)</source>
        <translation>
            <numerusform>Note a payment for %n document</numerusform>
            <numerusform>Note a payment for %n documents</numerusform>
        </translation>
    </message>
    <message>
        <source>Note a payment…</source>
        <translation>Note a payment…</translation>
    </message>
    <message>
        <source>Nothing can be signed</source>
        <translation>Nothing can be signed</translation>
    </message>
    <message>
        <source>Nothing decided yet</source>
        <translation>Nothing decided yet</translation>
    </message>
    <message>
        <source>Nothing here matches both the search and the filter</source>
        <translation>Nothing here matches both the search and the filter</translation>
    </message>
    <message>
        <source>Nothing here matches the search</source>
        <translation>Nothing here matches the search</translation>
    </message>
    <message>
        <source>Nothing here matches the search.</source>
        <translation>Nothing here matches the search.</translation>
    </message>
    <message>
        <source>Nothing is lost: what is not sent yet goes out at the next start.</source>
        <translation>Nothing is lost: what is not sent yet goes out at the next start.</translation>
    </message>
    <message>
        <source>Nothing is on its way</source>
        <translation>Nothing is on its way</translation>
    </message>
    <message>
        <source>Nothing is signed here</source>
        <translation>Nothing is signed here</translation>
    </message>
    <message>
        <source>Nothing selected</source>
        <translation>Nothing selected</translation>
    </message>
    <message>
        <source>Nothing to sign</source>
        <translation>Nothing to sign</translation>
    </message>
    <message>
        <source>Nothing waits for you</source>
        <translation>Nothing waits for you</translation>
    </message>
    <message>
        <source>Nothing was changed</source>
        <translation>Nothing was changed</translation>
    </message>
    <message>
        <source>Nothing was kept for this one: it was not signed here.</source>
        <translation>Nothing was kept for this one: it was not signed here.</translation>
    </message>
    <message>
        <source>Nothing was signed</source>
        <translation>Nothing was signed</translation>
    </message>
    <message>
        <source>Number</source>
        <translation>Number</translation>
    </message>
    <message>
        <source>Number of the device</source>
        <translation>Number of the device</translation>
    </message>
    <message>
        <source>Offer</source>
        <translation>Offer</translation>
    </message>
    <message>
        <source>Oil products</source>
        <translation>Oil products</translation>
    </message>
    <message>
        <source>One address in each line; the next one is asked when one fails.</source>
        <translation>One address in each line; the next one is asked when one fails.</translation>
    </message>
    <message>
        <source>One in a line, or separated by spaces or commas.</source>
        <translation>One in a line, or separated by spaces or commas.</translation>
    </message>
    <message>
        <source>One-time code</source>
        <translation>One-time code</translation>
    </message>
    <message>
        <source>Only this computer forgets. A lost computer is taken off the list on the service's own site.</source>
        <translation>Only this computer forgets. A lost computer is taken off the list on the service's own site.</translation>
    </message>
    <message>
        <source>Only what the file itself brings</source>
        <translation>Only what the file itself brings</translation>
    </message>
    <message>
        <source>Only when I press Refresh</source>
        <translation>Only when I press Refresh</translation>
    </message>
    <message>
        <source>Only where the network inspects secure connections; a PEM file.</source>
        <translation>Only where the network inspects secure connections; a PEM file.</translation>
    </message>
    <message>
        <source>Only:</source>
        <translation>Only:</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Open</translation>
    </message>
    <message>
        <source>Open file</source>
        <translation>Open file</translation>
    </message>
    <message>
        <source>Open folder</source>
        <translation>Open folder</translation>
    </message>
    <message>
        <source>Open in the browser</source>
        <translation>Open in the browser</translation>
    </message>
    <message>
        <source>Open {file}</source>
        <translation>Open {file}</translation>
    </message>
    <message>
        <source>Opening the key…</source>
        <translation>Opening the key…</translation>
    </message>
    <message>
        <source>Opening your documents…</source>
        <translation>Opening your documents…</translation>
    </message>
    <message>
        <source>Opening…</source>
        <translation>Opening…</translation>
    </message>
    <message>
        <source>Or choose one: .p7s, .p7b, .sig, .cms, PEM, base64, or a ZIP archive</source>
        <translation>Or choose one: .p7s, .p7b, .sig, .cms, PEM, base64, or a ZIP archive</translation>
    </message>
    <message>
        <source>Order estimate</source>
        <translation>Order estimate</translation>
    </message>
    <message>
        <source>Organisation</source>
        <translation>Organisation</translation>
    </message>
    <message>
        <source>Origin</source>
        <translation>Origin</translation>
    </message>
    <message>
        <source>Original kind</source>
        <translation>Original kind</translation>
    </message>
    <message>
        <source>Original status</source>
        <translation>Original status</translation>
    </message>
    <message>
        <source>Original text</source>
        <translation>Original text</translation>
    </message>
    <message>
        <source>Other</source>
        <translation>Other</translation>
    </message>
    <message>
        <source>Other invoice</source>
        <translation>Other invoice</translation>
    </message>
    <message>
        <source>Outbox</source>
        <translation>Outbox</translation>
    </message>
    <message>
        <source>Outcome</source>
        <translation>Outcome</translation>
    </message>
    <message>
        <source>Outcome not known</source>
        <translation>Outcome not known</translation>
    </message>
    <message>
        <source>Outcome of each document</source>
        <translation>Outcome of each document</translation>
    </message>
    <message>
        <source>Overdue</source>
        <translation>Overdue</translation>
    </message>
    <message>
        <source>Own key</source>
        <translation>Own key</translation>
    </message>
    <message>
        <source>Own tax number</source>
        <translation>Own tax number</translation>
    </message>
    <message>
        <source>Owner</source>
        <translation>Owner</translation>
    </message>
    <message>
        <source>PDF</source>
        <translation>PDF</translation>
    </message>
    <message>
        <source>PIN of the token</source>
        <translation>PIN of the token</translation>
    </message>
    <message>
        <source>Paid</source>
        <translation>Paid</translation>
    </message>
    <message>
        <source>Paid on</source>
        <translation>Paid on</translation>
    </message>
    <message>
        <source>Paid so far</source>
        <translation>Paid so far</translation>
    </message>
    <message>
        <source>Partly paid</source>
        <translation>Partly paid</translation>
    </message>
    <message>
        <source>Password</source>
        <translation>Password</translation>
    </message>
    <message>
        <source>Password of the key</source>
        <translation>Password of the key</translation>
    </message>
    <message>
        <source>Passwords are kept until you close Muhr</source>
        <translation>Passwords are kept until you close Muhr</translation>
    </message>
    <message>
        <source>Pause between requests (milliseconds)</source>
        <translation>Pause between requests (milliseconds)</translation>
    </message>
    <message>
        <source>Payment order</source>
        <translation>Payment order</translation>
    </message>
    <message>
        <source>Payment request</source>
        <translation>Payment request</translation>
    </message>
    <message>
        <source>Personal number</source>
        <translation>Personal number</translation>
    </message>
    <message>
        <source>Place</source>
        <translation>Place</translation>
    </message>
    <message>
        <source>Plug in the disk or token with your key, or add the folder it is in.</source>
        <translation>Plug in the disk or token with your key, or add the folder it is in.</translation>
    </message>
    <message>
        <source>Plug in the disk with your key, or show the folder it is in.</source>
        <translation>Plug in the disk with your key, or show the folder it is in.</translation>
    </message>
    <message>
        <source>Power of attorney</source>
        <translation>Power of attorney</translation>
    </message>
    <message>
        <source>Power of attorney, date</source>
        <translation>Power of attorney, date</translation>
    </message>
    <message>
        <source>Power of attorney, number</source>
        <translation>Power of attorney, number</translation>
    </message>
    <message>
        <source>Price</source>
        <translation>Price</translation>
    </message>
    <message>
        <source>Prices</source>
        <translation>Prices</translation>
    </message>
    <message>
        <source>Print…</source>
        <translation>Print…</translation>
    </message>
    <message>
        <source>Pro forma invoice</source>
        <translation>Pro forma invoice</translation>
    </message>
    <message>
        <source>Problems</source>
        <translation>Problems</translation>
    </message>
    <message>
        <source>Progress</source>
        <translation>Progress</translation>
    </message>
    <message>
        <source>Proxy</source>
        <translation>Proxy</translation>
    </message>
    <message>
        <source>Proxy, limits and switches…</source>
        <translation>Proxy, limits and switches…</translation>
    </message>
    <message>
        <source>Public link</source>
        <translation>Public link</translation>
    </message>
    <message>
        <source>Public link…</source>
        <translation>Public link…</translation>
    </message>
    <message>
        <source>Purchase within the Union</source>
        <translation>Purchase within the Union</translation>
    </message>
    <message>
        <source>Put it right before you sign: the time of the signature is written by it.</source>
        <translation>Put it right before you sign: the time of the signature is written by it.</translation>
    </message>
    <message>
        <source>Quantity</source>
        <translation>Quantity</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>Quit</translation>
    </message>
    <message>
        <source>Read</source>
        <translation>Read</translation>
    </message>
    <message>
        <source>Read, sign and deliver your company's e-documents.</source>
        <translation>Read, sign and deliver your company's e-documents.</translation>
    </message>
    <message>
        <source>Reading the contents…</source>
        <translation>Reading the contents…</translation>
    </message>
    <message>
        <source>Reading the file…</source>
        <translation>Reading the file…</translation>
    </message>
    <message>
        <source>Reading {name}…</source>
        <translation>Reading {name}…</translation>
    </message>
    <message>
        <source>Ready</source>
        <translation>Ready</translation>
    </message>
    <message>
        <source>Ready to sign</source>
        <translation>Ready to sign</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>Reason</translation>
    </message>
    <message>
        <source>Reason of the correction</source>
        <translation>Reason of the correction</translation>
    </message>
    <message>
        <source>Receipt</source>
        <translation>Receipt</translation>
    </message>
    <message>
        <source>Received by</source>
        <translation>Received by</translation>
    </message>
    <message>
        <source>Received, waits for your answer</source>
        <translation>Received, waits for your answer</translation>
    </message>
    <message>
        <source>Refresh</source>
        <translation>Refresh</translation>
    </message>
    <message>
        <source>Refresh to ask the services again.</source>
        <translation>Refresh to ask the services again.</translation>
    </message>
    <message>
        <source>Refreshing</source>
        <translation>Refreshing</translation>
    </message>
    <message>
        <source>Refreshing…</source>
        <translation>Refreshing…</translation>
    </message>
    <message>
        <source>Refuse</source>
        <translation>Refuse</translation>
    </message>
    <message numerus="yes">
        <source>Refuse %n document(s)</source>
        <translation>
            <numerusform>Refuse %n document</numerusform>
            <numerusform>Refuse %n documents</numerusform>
        </translation>
    </message>
    <message>
        <source>Refused</source>
        <translation>Refused</translation>
    </message>
    <message>
        <source>Refused by the buyer</source>
        <translation>Refused by the buyer</translation>
    </message>
    <message>
        <source>Refuse…</source>
        <translation>Refuse…</translation>
    </message>
    <message>
        <source>Registers (*.json *.xml);;All files (*)</source>
        <translation>Registers (*.json *.xml);;All files (*)</translation>
    </message>
    <message>
        <source>Reject</source>
        <translation>Reject</translation>
    </message>
    <message numerus="yes">
        <source>Reject %n document(s)</source>
        <translation>
            <numerusform>Reject %n document</numerusform>
            <numerusform>Reject %n documents</numerusform>
        </translation>
    </message>
    <message>
        <source>Rejected</source>
        <translation>Rejected</translation>
    </message>
    <message>
        <source>Rejected by the other side</source>
        <translation>Rejected by the other side</translation>
    </message>
    <message>
        <source>Reject…</source>
        <translation>Reject…</translation>
    </message>
    <message>
        <source>Remark</source>
        <translation>Remark</translation>
    </message>
    <message>
        <source>Remembered computer</source>
        <translation>Remembered computer</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Remove</translation>
    </message>
    <message>
        <source>Remove the account?</source>
        <translation>Remove the account?</translation>
    </message>
    <message>
        <source>Remove {company}</source>
        <translation>Remove {company}</translation>
    </message>
    <message>
        <source>Remove {module}</source>
        <translation>Remove {module}</translation>
    </message>
    <message>
        <source>Remove…</source>
        <translation>Remove…</translation>
    </message>
    <message>
        <source>Report</source>
        <translation>Report</translation>
    </message>
    <message>
        <source>Return</source>
        <translation>Return</translation>
    </message>
    <message>
        <source>Review</source>
        <translation>Review</translation>
    </message>
    <message>
        <source>Revocation</source>
        <translation>Revocation</translation>
    </message>
    <message>
        <source>Roaming id</source>
        <translation>Roaming id</translation>
    </message>
    <message>
        <source>Rows of the outbox</source>
        <translation>Rows of the outbox</translation>
    </message>
    <message>
        <source>Sales invoice</source>
        <translation>Sales invoice</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Save</translation>
    </message>
    <message>
        <source>Save PDF</source>
        <translation>Save PDF</translation>
    </message>
    <message>
        <source>Save XML</source>
        <translation>Save XML</translation>
    </message>
    <message>
        <source>Save archive</source>
        <translation>Save archive</translation>
    </message>
    <message>
        <source>Save archive…</source>
        <translation>Save archive…</translation>
    </message>
    <message>
        <source>Save as PDF…</source>
        <translation>Save as PDF…</translation>
    </message>
    <message>
        <source>Save somewhere else…</source>
        <translation>Save somewhere else…</translation>
    </message>
    <message>
        <source>Save the report</source>
        <translation>Save the report</translation>
    </message>
    <message>
        <source>Save the signature</source>
        <translation>Save the signature</translation>
    </message>
    <message>
        <source>Save the signature…</source>
        <translation>Save the signature…</translation>
    </message>
    <message>
        <source>Saved</source>
        <translation>Saved</translation>
    </message>
    <message>
        <source>Search the batches</source>
        <translation>Search the batches</translation>
    </message>
    <message>
        <source>Search the inbox</source>
        <translation>Search the inbox</translation>
    </message>
    <message>
        <source>Search the keys</source>
        <translation>Search the keys</translation>
    </message>
    <message>
        <source>Search the outbox</source>
        <translation>Search the outbox</translation>
    </message>
    <message>
        <source>See the lines as a table</source>
        <translation>See the lines as a table</translation>
    </message>
    <message>
        <source>Select all shown</source>
        <translation>Select all shown</translation>
    </message>
    <message>
        <source>Select none</source>
        <translation>Select none</translation>
    </message>
    <message>
        <source>Selected</source>
        <translation>Selected</translation>
    </message>
    <message>
        <source>Selection</source>
        <translation>Selection</translation>
    </message>
    <message>
        <source>Selection by counterparty</source>
        <translation>Selection by counterparty</translation>
    </message>
    <message>
        <source>Seller's declaration</source>
        <translation>Seller's declaration</translation>
    </message>
    <message>
        <source>Seller's e-mail</source>
        <translation>Seller's e-mail</translation>
    </message>
    <message>
        <source>Send</source>
        <translation>Send</translation>
    </message>
    <message numerus="yes">
        <source>Send %n document(s)</source>
        <translation>
            <numerusform>Send %n document</numerusform>
            <numerusform>Send %n documents</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Send %n document(s) by e-mail</source>
        <translation>
            <numerusform>Send %n document by e-mail</numerusform>
            <numerusform>Send %n documents by e-mail</numerusform>
        </translation>
    </message>
    <message>
        <source>Send a new code</source>
        <translation>Send a new code</translation>
    </message>
    <message>
        <source>Send again</source>
        <translation>Send again</translation>
    </message>
    <message>
        <source>Send by e-mail</source>
        <translation>Send by e-mail</translation>
    </message>
    <message>
        <source>Send by e-mail…</source>
        <translation>Send by e-mail…</translation>
    </message>
    <message>
        <source>Send the reason of a rejection</source>
        <translation>Send the reason of a rejection</translation>
    </message>
    <message>
        <source>Send what waits, and ask about what is not known</source>
        <translation>Send what waits, and ask about what is not known</translation>
    </message>
    <message>
        <source>Sent</source>
        <translation>Sent</translation>
    </message>
    <message>
        <source>Sent to the buyer</source>
        <translation>Sent to the buyer</translation>
    </message>
    <message>
        <source>Sent, answer not known yet</source>
        <translation>Sent, answer not known yet</translation>
    </message>
    <message>
        <source>Sent, not paid yet</source>
        <translation>Sent, not paid yet</translation>
    </message>
    <message>
        <source>Sent, waiting for the answer</source>
        <translation>Sent, waiting for the answer</translation>
    </message>
    <message>
        <source>Serial number</source>
        <translation>Serial number</translation>
    </message>
    <message>
        <source>Service</source>
        <translation>Service</translation>
    </message>
    <message>
        <source>Set off</source>
        <translation>Set off</translation>
    </message>
    <message>
        <source>Set the clock: signatures carry the time.</source>
        <translation>Set the clock: signatures carry the time.</translation>
    </message>
    <message>
        <source>Set the status</source>
        <translation>Set the status</translation>
    </message>
    <message numerus="yes">
        <source>Set the status of %n document(s)</source>
        <translation>
            <numerusform>Set the status of %n document</numerusform>
            <numerusform>Set the status of %n documents</numerusform>
        </translation>
    </message>
    <message>
        <source>Set the status…</source>
        <translation>Set the status…</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>Settings</translation>
    </message>
    <message>
        <source>Settled</source>
        <translation>Settled</translation>
    </message>
    <message>
        <source>Should the answer get lost, the service cannot be asked whether it happened; then you decide.</source>
        <translation>Should the answer get lost, the service cannot be asked whether it happened; then you decide.</translation>
    </message>
    <message>
        <source>Show all documents</source>
        <translation>Show all documents</translation>
    </message>
    <message>
        <source>Show more than: {what}</source>
        <translation>Show more than: {what}</translation>
    </message>
    <message>
        <source>Show the details</source>
        <translation>Show the details</translation>
    </message>
    <message>
        <source>Show the password</source>
        <translation>Show the password</translation>
    </message>
    <message>
        <source>Show the text</source>
        <translation>Show the text</translation>
    </message>
    <message>
        <source>Sign</source>
        <translation>Sign</translation>
    </message>
    <message numerus="yes">
        <source>Sign %n document(s)</source>
        <translation>
            <numerusform>Sign %n document</numerusform>
            <numerusform>Sign %n documents</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Sign %n document(s) for {companies}</source>
        <translation>
            <numerusform>Sign %n document for {companies}</numerusform>
            <numerusform>Sign %n documents for {companies}</numerusform>
        </translation>
    </message>
    <message>
        <source>Sign this one…</source>
        <translation>Sign this one…</translation>
    </message>
    <message>
        <source>Sign with</source>
        <translation>Sign with</translation>
    </message>
    <message>
        <source>Signature</source>
        <translation>Signature</translation>
    </message>
    <message>
        <source>Signature file: {name}</source>
        <translation>Signature file: {name}</translation>
    </message>
    <message>
        <source>Signatures under {name} will not count as valid any more.</source>
        <translation>Signatures under {name} will not count as valid any more.</translation>
    </message>
    <message>
        <source>Signed</source>
        <translation>Signed</translation>
    </message>
    <message>
        <source>Signed and accepted</source>
        <translation>Signed and accepted</translation>
    </message>
    <message>
        <source>Signed at</source>
        <translation>Signed at</translation>
    </message>
    <message>
        <source>Signed by</source>
        <translation>Signed by</translation>
    </message>
    <message>
        <source>Signed by both sides</source>
        <translation>Signed by both sides</translation>
    </message>
    <message>
        <source>Signed by {who}; valid</source>
        <translation>Signed by {who}; valid</translation>
    </message>
    <message>
        <source>Signed text</source>
        <translation>Signed text</translation>
    </message>
    <message>
        <source>Signed, waiting to be sent</source>
        <translation>Signed, waiting to be sent</translation>
    </message>
    <message>
        <source>Signer</source>
        <translation>Signer</translation>
    </message>
    <message>
        <source>Signer {number}</source>
        <translation>Signer {number}</translation>
    </message>
    <message>
        <source>Signing</source>
        <translation>Signing</translation>
    </message>
    <message>
        <source>Sign…</source>
        <translation>Sign…</translation>
    </message>
    <message>
        <source>Since</source>
        <translation>Since</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>Size</translation>
    </message>
    <message>
        <source>Small taxpayer's invoice</source>
        <translation>Small taxpayer's invoice</translation>
    </message>
    <message>
        <source>Something did not work.</source>
        <translation>Something did not work.</translation>
    </message>
    <message>
        <source>Something went wrong inside Muhr</source>
        <translation>Something went wrong inside Muhr</translation>
    </message>
    <message>
        <source>Something went wrong inside Muhr. What is on its way is recorded and goes on.</source>
        <translation>Something went wrong inside Muhr. What is on its way is recorded and goes on.</translation>
    </message>
    <message>
        <source>Sort by</source>
        <translation>Sort by</translation>
    </message>
    <message>
        <source>Standing</source>
        <translation>Standing</translation>
    </message>
    <message>
        <source>State</source>
        <translation>State</translation>
    </message>
    <message>
        <source>Status</source>
        <translation>Status</translation>
    </message>
    <message>
        <source>Step {number} of 3</source>
        <translation>Step {number} of 3</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Stop</translation>
    </message>
    <message>
        <source>Stop after the current one</source>
        <translation>Stop after the current one</translation>
    </message>
    <message>
        <source>Stopped</source>
        <translation>Stopped</translation>
    </message>
    <message>
        <source>Stopping after the current document…</source>
        <translation>Stopping after the current document…</translation>
    </message>
    <message>
        <source>Stopping…</source>
        <translation>Stopping…</translation>
    </message>
    <message>
        <source>Story</source>
        <translation>Story</translation>
    </message>
    <message>
        <source>Story of the chosen row</source>
        <translation>Story of the chosen row</translation>
    </message>
    <message>
        <source>Subject</source>
        <translation>Subject</translation>
    </message>
    <message>
        <source>Take back</source>
        <translation>Take back</translation>
    </message>
    <message>
        <source>Take back…</source>
        <translation>Take back…</translation>
    </message>
    <message>
        <source>Take out</source>
        <translation>Take out</translation>
    </message>
    <message>
        <source>Take out this authority?</source>
        <translation>Take out this authority?</translation>
    </message>
    <message>
        <source>Take out {name}</source>
        <translation>Take out {name}</translation>
    </message>
    <message>
        <source>Take out…</source>
        <translation>Take out…</translation>
    </message>
    <message>
        <source>Taken back</source>
        <translation>Taken back</translation>
    </message>
    <message>
        <source>Tax number</source>
        <translation>Tax number</translation>
    </message>
    <message>
        <source>Tax number {number}</source>
        <translation>Tax number {number}</translation>
    </message>
    <message>
        <source>Template</source>
        <translation>Template</translation>
    </message>
    <message>
        <source>Test connection</source>
        <translation>Test connection</translation>
    </message>
    <message>
        <source>Testing…</source>
        <translation>Testing…</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>Text</translation>
    </message>
    <message>
        <source>The PDF is saved</source>
        <translation>The PDF is saved</translation>
    </message>
    <message>
        <source>The PIN is typed on the keys of the reader, not here. Press Sign, then look at the reader.</source>
        <translation>The PIN is typed on the keys of the reader, not here. Press Sign, then look at the reader.</translation>
    </message>
    <message>
        <source>The XML file is saved</source>
        <translation>The XML file is saved</translation>
    </message>
    <message>
        <source>The account was not removed.</source>
        <translation>The account was not removed.</translation>
    </message>
    <message>
        <source>The amount is unusually high</source>
        <translation>The amount is unusually high</translation>
    </message>
    <message>
        <source>The annulment was refused</source>
        <translation>The annulment was refused</translation>
    </message>
    <message>
        <source>The archive is saved</source>
        <translation>The archive is saved</translation>
    </message>
    <message>
        <source>The bank account has changed</source>
        <translation>The bank account has changed</translation>
    </message>
    <message>
        <source>The cancellation document</source>
        <translation>The cancellation document</translation>
    </message>
    <message>
        <source>The certificate expires before the due date</source>
        <translation>The certificate expires before the due date</translation>
    </message>
    <message>
        <source>The certificate has expired</source>
        <translation>The certificate has expired</translation>
    </message>
    <message>
        <source>The certificate is not valid yet</source>
        <translation>The certificate is not valid yet</translation>
    </message>
    <message>
        <source>The certificate of this key is not valid now.</source>
        <translation>The certificate of this key is not valid now.</translation>
    </message>
    <message>
        <source>The certificate says “{title}”</source>
        <translation>The certificate says “{title}”</translation>
    </message>
    <message numerus="yes">
        <source>The clock of this computer is %n minute(s) fast</source>
        <translation>
            <numerusform>The clock of this computer is %n minute fast</numerusform>
            <numerusform>The clock of this computer is %n minutes fast</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The clock of this computer is %n minute(s) slow</source>
        <translation>
            <numerusform>The clock of this computer is %n minute slow</numerusform>
            <numerusform>The clock of this computer is %n minutes slow</numerusform>
        </translation>
    </message>
    <message>
        <source>The content was not seen</source>
        <translation>The content was not seen</translation>
    </message>
    <message>
        <source>The demo did not start.</source>
        <translation>The demo did not start.</translation>
    </message>
    <message>
        <source>The device cannot sign with it</source>
        <translation>The device cannot sign with it</translation>
    </message>
    <message>
        <source>The disk is full. What was not saved counts as not done.</source>
        <translation>The disk is full. What was not saved counts as not done.</translation>
    </message>
    <message>
        <source>The disk reported an error. What was not saved counts as not done.</source>
        <translation>The disk reported an error. What was not saved counts as not done.</translation>
    </message>
    <message>
        <source>The document does not take effect, and the other side sees that you rejected it.</source>
        <translation>The document does not take effect, and the other side sees that you rejected it.</translation>
    </message>
    <message>
        <source>The document gets its number and goes to the other side.</source>
        <translation>The document gets its number and goes to the other side.</translation>
    </message>
    <message>
        <source>The document is changed at the service. What you leave empty stays as it is.</source>
        <translation>The document is changed at the service. What you leave empty stays as it is.</translation>
    </message>
    <message>
        <source>The document is gone at the service.</source>
        <translation>The document is gone at the service.</translation>
    </message>
    <message>
        <source>The document is no longer valid, or the other side is asked to agree to that.</source>
        <translation>The document is no longer valid, or the other side is asked to agree to that.</translation>
    </message>
    <message>
        <source>The documents become part of your declaration.</source>
        <translation>The documents become part of your declaration.</translation>
    </message>
    <message>
        <source>The documents could not be looked through.</source>
        <translation>The documents could not be looked through.</translation>
    </message>
    <message>
        <source>The draft becomes an invoice with a number of its own.</source>
        <translation>The draft becomes an invoice with a number of its own.</translation>
    </message>
    <message>
        <source>The file holds no documents.</source>
        <translation>The file holds no documents.</translation>
    </message>
    <message>
        <source>The file is larger than 64 MB; Muhr does not read it.</source>
        <translation>The file is larger than 64 MB; Muhr does not read it.</translation>
    </message>
    <message>
        <source>The file is too large for a certificate.</source>
        <translation>The file is too large for a certificate.</translation>
    </message>
    <message>
        <source>The file with Muhr's data is damaged.</source>
        <translation>The file with Muhr's data is damaged.</translation>
    </message>
    <message>
        <source>The filter hides every document</source>
        <translation>The filter hides every document</translation>
    </message>
    <message>
        <source>The first eight signs of the published SHA-256</source>
        <translation>The first eight signs of the published SHA-256</translation>
    </message>
    <message>
        <source>The key belongs to another company</source>
        <translation>The key belongs to another company</translation>
    </message>
    <message>
        <source>The key file cannot be read.</source>
        <translation>The key file cannot be read.</translation>
    </message>
    <message>
        <source>The key is locked after too many wrong passwords.</source>
        <translation>The key is locked after too many wrong passwords.</translation>
    </message>
    <message>
        <source>The login your company has at the service.</source>
        <translation>The login your company has at the service.</translation>
    </message>
    <message>
        <source>The next log-in of {company} asks for a code from the telephone again.</source>
        <translation>The next log-in of {company} asks for a code from the telephone again.</translation>
    </message>
    <message>
        <source>The other side asks to annul it</source>
        <translation>The other side asks to annul it</translation>
    </message>
    <message>
        <source>The other side reads it.</source>
        <translation>The other side reads it.</translation>
    </message>
    <message>
        <source>The other side sees that you refused it.</source>
        <translation>The other side sees that you refused it.</translation>
    </message>
    <message>
        <source>The owner is told by a label; it is checked when it is opened.</source>
        <translation>The owner is told by a label; it is checked when it is opened.</translation>
    </message>
    <message>
        <source>The password</source>
        <translation>The password</translation>
    </message>
    <message>
        <source>The payment is written down at the service.</source>
        <translation>The payment is written down at the service.</translation>
    </message>
    <message>
        <source>The report holds versions and places in the program, none of your data.</source>
        <translation>The report holds versions and places in the program, none of your data.</translation>
    </message>
    <message numerus="yes">
        <source>The same for each of the %n document(s)</source>
        <translation>
            <numerusform>The same for each of the %n document</numerusform>
            <numerusform>The same for each of the %n documents</numerusform>
        </translation>
    </message>
    <message>
        <source>The same number and amount were seen before</source>
        <translation>The same number and amount were seen before</translation>
    </message>
    <message>
        <source>The seller asks to cancel it</source>
        <translation>The seller asks to cancel it</translation>
    </message>
    <message>
        <source>The service accepts this login</source>
        <translation>The service accepts this login</translation>
    </message>
    <message>
        <source>The service answered with something Muhr does not understand.</source>
        <translation>The service answered with something Muhr does not understand.</translation>
    </message>
    <message>
        <source>The service asks for a pause. Muhr goes on by itself.</source>
        <translation>The service asks for a pause. Muhr goes on by itself.</translation>
    </message>
    <message>
        <source>The service asks for a pause. Try again in a while.</source>
        <translation>The service asks for a pause. Try again in a while.</translation>
    </message>
    <message>
        <source>The service cannot be reached</source>
        <translation>The service cannot be reached</translation>
    </message>
    <message>
        <source>The service cannot be reached now.</source>
        <translation>The service cannot be reached now.</translation>
    </message>
    <message>
        <source>The service cannot be reached. Muhr tries again by itself.</source>
        <translation>The service cannot be reached. Muhr tries again by itself.</translation>
    </message>
    <message>
        <source>The service does not accept the login of this account. Check it in Settings.</source>
        <translation>The service does not accept the login of this account. Check it in Settings.</translation>
    </message>
    <message>
        <source>The service does not accept this login</source>
        <translation>The service does not accept this login</translation>
    </message>
    <message>
        <source>The service has no archive of this document yet.</source>
        <translation>The service has no archive of this document yet.</translation>
    </message>
    <message>
        <source>The service sends an e-mail to the other side. An e-mail cannot be called back.</source>
        <translation>The service sends an e-mail to the other side. An e-mail cannot be called back.</translation>
    </message>
    <message>
        <source>The service then knows this computer. You can take it back in Settings.</source>
        <translation>The service then knows this computer. You can take it back in Settings.</translation>
    </message>
    <message>
        <source>The service's answer</source>
        <translation>The service's answer</translation>
    </message>
    <message>
        <source>The signature is kept apart from its document. Choose the document to compare.</source>
        <translation>The signature is kept apart from its document. Choose the document to compare.</translation>
    </message>
    <message>
        <source>The signature is not valid</source>
        <translation>The signature is not valid</translation>
    </message>
    <message>
        <source>The status can be changed again later.</source>
        <translation>The status can be changed again later.</translation>
    </message>
    <message>
        <source>The token is locked.</source>
        <translation>The token is locked.</translation>
    </message>
    <message>
        <source>The total does not match the lines</source>
        <translation>The total does not match the lines</translation>
    </message>
    <message>
        <source>These calls are not in the service's own description. Without them documents are added by their ids.</source>
        <translation>These calls are not in the service's own description. Without them documents are added by their ids.</translation>
    </message>
    <message>
        <source>These data were written by a newer Muhr. Please install the newer version.</source>
        <translation>These data were written by a newer Muhr. Please install the newer version.</translation>
    </message>
    <message>
        <source>These services ask for no one-time code on this computer.</source>
        <translation>These services ask for no one-time code on this computer.</translation>
    </message>
    <message>
        <source>This code is not right, or it is too old.</source>
        <translation>This code is not right, or it is too old.</translation>
    </message>
    <message>
        <source>This computer has nothing set up to open it with.</source>
        <translation>This computer has nothing set up to open it with.</translation>
    </message>
    <message>
        <source>This computer offers no keyring to keep them in.</source>
        <translation>This computer offers no keyring to keep them in.</translation>
    </message>
    <message>
        <source>This computer offers no keyring, and Muhr writes no secret into a file.</source>
        <translation>This computer offers no keyring, and Muhr writes no secret into a file.</translation>
    </message>
    <message>
        <source>This computer offers no keyring: the secrets are kept until you close Muhr.</source>
        <translation>This computer offers no keyring: the secrets are kept until you close Muhr.</translation>
    </message>
    <message numerus="yes">
        <source>This computer's clock differs from the service's by %n second(s).</source>
        <translation>
            <numerusform>This computer's clock differs from the service's by %n second.</numerusform>
            <numerusform>This computer's clock differs from the service's by %n seconds.</numerusform>
        </translation>
    </message>
    <message>
        <source>This does not look like a tax number. Please look again.</source>
        <translation>This does not look like a tax number. Please look again.</translation>
    </message>
    <message>
        <source>This file is no module for tokens.</source>
        <translation>This file is no module for tokens.</translation>
    </message>
    <message>
        <source>This is no address that Muhr opens: it must begin with https.</source>
        <translation>This is no address that Muhr opens: it must begin with https.</translation>
    </message>
    <message>
        <source>This is no address.</source>
        <translation>This is no address.</translation>
    </message>
    <message>
        <source>This is the last try.</source>
        <translation>This is the last try.</translation>
    </message>
    <message>
        <source>This key cannot sign here.</source>
        <translation>This key cannot sign here.</translation>
    </message>
    <message>
        <source>This one:</source>
        <translation>This one:</translation>
    </message>
    <message>
        <source>This password does not open the key. Nothing was signed.</source>
        <translation>This password does not open the key. Nothing was signed.</translation>
    </message>
    <message numerus="yes">
        <source>This token will ask %n time(s)</source>
        <translation>
            <numerusform>This token will ask %n time</numerusform>
            <numerusform>This token will ask %n times</numerusform>
        </translation>
    </message>
    <message>
        <source>This version is too old. Install the current one.</source>
        <translation>This version is too old. Install the current one.</translation>
    </message>
    <message>
        <source>This will not work now</source>
        <translation>This will not work now</translation>
    </message>
    <message>
        <source>Tick documents, or press Space on a row.</source>
        <translation>Tick documents, or press Space on a row.</translation>
    </message>
    <message>
        <source>Timber</source>
        <translation>Timber</translation>
    </message>
    <message>
        <source>Time stamping authorities</source>
        <translation>Time stamping authorities</translation>
    </message>
    <message>
        <source>Time stamps</source>
        <translation>Time stamps</translation>
    </message>
    <message>
        <source>Time stamps on your own signatures</source>
        <translation>Time stamps on your own signatures</translation>
    </message>
    <message>
        <source>Title</source>
        <translation>Title</translation>
    </message>
    <message>
        <source>To</source>
        <translation>To</translation>
    </message>
    <message>
        <source>To be paid by</source>
        <translation>To be paid by</translation>
    </message>
    <message>
        <source>To notice</source>
        <translation>To notice</translation>
    </message>
    <message>
        <source>To, number</source>
        <translation>To, number</translation>
    </message>
    <message>
        <source>To, with commas between addresses</source>
        <translation>To, with commas between addresses</translation>
    </message>
    <message>
        <source>Token</source>
        <translation>Token</translation>
    </message>
    <message>
        <source>Token of the service</source>
        <translation>Token of the service</translation>
    </message>
    <message>
        <source>Tokens and cards</source>
        <translation>Tokens and cards</translation>
    </message>
    <message numerus="yes">
        <source>Too late: %n document(s) had left already</source>
        <translation>
            <numerusform>Too late: %n document had left already</numerusform>
            <numerusform>Too late: %n documents had left already</numerusform>
        </translation>
    </message>
    <message>
        <source>Too many wrong PINs were entered. Ask whoever issued the token, or use its own program, to unlock it.</source>
        <translation>Too many wrong PINs were entered. Ask whoever issued the token, or use its own program, to unlock it.</translation>
    </message>
    <message>
        <source>Total</source>
        <translation>Total</translation>
    </message>
    <message>
        <source>Total {amount}</source>
        <translation>Total {amount}</translation>
    </message>
    <message>
        <source>Trailer's number</source>
        <translation>Trailer's number</translation>
    </message>
    <message>
        <source>Transaction report</source>
        <translation>Transaction report</translation>
    </message>
    <message>
        <source>Transport begins</source>
        <translation>Transport begins</translation>
    </message>
    <message>
        <source>Tries</source>
        <translation>Tries</translation>
    </message>
    <message>
        <source>Trust</source>
        <translation>Trust</translation>
    </message>
    <message>
        <source>Trust again…</source>
        <translation>Trust again…</translation>
    </message>
    <message>
        <source>Trust this authority?</source>
        <translation>Trust this authority?</translation>
    </message>
    <message>
        <source>Trust {name} again</source>
        <translation>Trust {name} again</translation>
    </message>
    <message>
        <source>Trusted authorities</source>
        <translation>Trusted authorities</translation>
    </message>
    <message>
        <source>Trusted authorities…</source>
        <translation>Trusted authorities…</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Try again</translation>
    </message>
    <message>
        <source>Try now</source>
        <translation>Try now</translation>
    </message>
    <message>
        <source>Try the demo</source>
        <translation>Try the demo</translation>
    </message>
    <message>
        <source>Try the failed again…</source>
        <translation>Try the failed again…</translation>
    </message>
    <message>
        <source>Type the PIN at the reader</source>
        <translation>Type the PIN at the reader</translation>
    </message>
    <message>
        <source>Type the one-time code…</source>
        <translation>Type the one-time code…</translation>
    </message>
    <message>
        <source>Type the password in the window of E-IMZO</source>
        <translation>Type the password in the window of E-IMZO</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Undo</translation>
    </message>
    <message>
        <source>Unit</source>
        <translation>Unit</translation>
    </message>
    <message>
        <source>Use what was asked before</source>
        <translation>Use what was asked before</translation>
    </message>
    <message>
        <source>VAT</source>
        <translation>VAT</translation>
    </message>
    <message>
        <source>VAT amount</source>
        <translation>VAT amount</translation>
    </message>
    <message>
        <source>VAT {rate}</source>
        <translation>VAT {rate}</translation>
    </message>
    <message>
        <source>Valid</source>
        <translation>Valid</translation>
    </message>
    <message>
        <source>Valid from</source>
        <translation>Valid from</translation>
    </message>
    <message>
        <source>Valid until</source>
        <translation>Valid until</translation>
    </message>
    <message>
        <source>Variable symbol</source>
        <translation>Variable symbol</translation>
    </message>
    <message>
        <source>Verdict</source>
        <translation>Verdict</translation>
    </message>
    <message>
        <source>Verify</source>
        <translation>Verify</translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation>Waiting</translation>
    </message>
    <message>
        <source>Waiting to be sent</source>
        <translation>Waiting to be sent</translation>
    </message>
    <message>
        <source>Waits for others</source>
        <translation>Waits for others</translation>
    </message>
    <message>
        <source>Waits for the other side</source>
        <translation>Waits for the other side</translation>
    </message>
    <message>
        <source>Waits for you</source>
        <translation>Waits for you</translation>
    </message>
    <message>
        <source>Was a certificate revoked?</source>
        <translation>Was a certificate revoked?</translation>
    </message>
    <message>
        <source>Way of payment</source>
        <translation>Way of payment</translation>
    </message>
    <message>
        <source>Welcome</source>
        <translation>Welcome</translation>
    </message>
    <message>
        <source>Welcome to Muhr</source>
        <translation>Welcome to Muhr</translation>
    </message>
    <message>
        <source>What</source>
        <translation>What</translation>
    </message>
    <message>
        <source>What else {service} tells</source>
        <translation>What else {service} tells</translation>
    </message>
    <message>
        <source>What happened</source>
        <translation>What happened</translation>
    </message>
    <message>
        <source>What happens next</source>
        <translation>What happens next</translation>
    </message>
    <message>
        <source>What has come so far is kept. Going on continues from there.</source>
        <translation>What has come so far is kept. Going on continues from there.</translation>
    </message>
    <message>
        <source>What is on its way is in the Outbox and goes on by itself.</source>
        <translation>What is on its way is in the Outbox and goes on by itself.</translation>
    </message>
    <message>
        <source>What is sent</source>
        <translation>What is sent</translation>
    </message>
    <message>
        <source>What is shown is right, but there is more. Deal with these and refresh, and the rest follows; or add a document by its id.</source>
        <translation>What is shown is right, but there is more. Deal with these and refresh, and the rest follows; or add a document by its id.</translation>
    </message>
    <message>
        <source>What is to be noticed about the chosen document</source>
        <translation>What is to be noticed about the chosen document</translation>
    </message>
    <message>
        <source>What stood on the review sheet</source>
        <translation>What stood on the review sheet</translation>
    </message>
    <message>
        <source>What was decided together, and how it ended</source>
        <translation>What was decided together, and how it ended</translation>
    </message>
    <message>
        <source>What was shown</source>
        <translation>What was shown</translation>
    </message>
    <message>
        <source>What was signed</source>
        <translation>What was signed</translation>
    </message>
    <message>
        <source>What was typed as the password</source>
        <translation>What was typed as the password</translation>
    </message>
    <message>
        <source>What will not work</source>
        <translation>What will not work</translation>
    </message>
    <message>
        <source>What you can do</source>
        <translation>What you can do</translation>
    </message>
    <message>
        <source>What you can sign with. Nothing here needs a password.</source>
        <translation>What you can sign with. Nothing here needs a password.</translation>
    </message>
    <message>
        <source>What you sign or reject together shows up here.</source>
        <translation>What you sign or reject together shows up here.</translation>
    </message>
    <message>
        <source>When</source>
        <translation>When</translation>
    </message>
    <message>
        <source>Where the API token travels</source>
        <translation>Where the API token travels</translation>
    </message>
    <message>
        <source>Who pays the transport</source>
        <translation>Who pays the transport</translation>
    </message>
    <message>
        <source>Whoever has this address can see the document, without a password.</source>
        <translation>Whoever has this address can see the document, without a password.</translation>
    </message>
    <message>
        <source>Whose key this is shows only with the first signature</source>
        <translation>Whose key this is shows only with the first signature</translation>
    </message>
    <message>
        <source>With transport</source>
        <translation>With transport</translation>
    </message>
    <message>
        <source>Without transport</source>
        <translation>Without transport</translation>
    </message>
    <message>
        <source>XML</source>
        <translation>XML</translation>
    </message>
    <message>
        <source>Yes</source>
        <translation>Yes</translation>
    </message>
    <message>
        <source>Yes, so that it can be found again</source>
        <translation>Yes, so that it can be found again</translation>
    </message>
    <message>
        <source>You can watch, or go on in the background.</source>
        <translation>You can watch, or go on in the background.</translation>
    </message>
    <message>
        <source>You cancelled. Nothing was signed.</source>
        <translation>You cancelled. Nothing was signed.</translation>
    </message>
    <message>
        <source>You confirm to the tax service that you received this.</source>
        <translation>You confirm to the tax service that you received this.</translation>
    </message>
    <message>
        <source>You have asked to annul it</source>
        <translation>You have asked to annul it</translation>
    </message>
    <message>
        <source>You need not decide: Muhr asks the service. If you know it for certain:</source>
        <translation>You need not decide: Muhr asks the service. If you know it for certain:</translation>
    </message>
    <message>
        <source>Your company</source>
        <translation>Your company</translation>
    </message>
    <message>
        <source>Your data: {folder}</source>
        <translation>Your data: {folder}</translation>
    </message>
    <message>
        <source>Your documents are safe: what is on its way is recorded. If it happens again, send us this report.</source>
        <translation>Your documents are safe: what is on its way is recorded. If it happens again, send us this report.</translation>
    </message>
    <message>
        <source>Your e-mail address</source>
        <translation>Your e-mail address</translation>
    </message>
    <message>
        <source>another file</source>
        <translation>another file</translation>
    </message>
    <message>
        <source>demo</source>
        <translation>demo</translation>
    </message>
    <message>
        <source>folded</source>
        <translation>folded</translation>
    </message>
    <message>
        <source>incoming</source>
        <translation>incoming</translation>
    </message>
    <message>
        <source>inside the signature</source>
        <translation>inside the signature</translation>
    </message>
    <message>
        <source>itself</source>
        <translation>itself</translation>
    </message>
    <message>
        <source>no</source>
        <translation>no</translation>
    </message>
    <message>
        <source>no time</source>
        <translation>no time</translation>
    </message>
    <message>
        <source>not in the archive</source>
        <translation>not in the archive</translation>
    </message>
    <message>
        <source>not selected</source>
        <translation>not selected</translation>
    </message>
    <message>
        <source>not signed</source>
        <translation>not signed</translation>
    </message>
    <message>
        <source>nothing unusual</source>
        <translation>nothing unusual</translation>
    </message>
    <message>
        <source>open</source>
        <translation>open</translation>
    </message>
    <message>
        <source>outgoing</source>
        <translation>outgoing</translation>
    </message>
    <message>
        <source>partly selected</source>
        <translation>partly selected</translation>
    </message>
    <message>
        <source>refreshed {time}</source>
        <translation>refreshed {time}</translation>
    </message>
    <message>
        <source>selected</source>
        <translation>selected</translation>
    </message>
    <message>
        <source>somebody (serial {serial})</source>
        <translation>somebody (serial {serial})</translation>
    </message>
    <message>
        <source>taken out</source>
        <translation>taken out</translation>
    </message>
    <message>
        <source>until {date}</source>
        <translation>until {date}</translation>
    </message>
    <message>
        <source>whose key it is will be certain once it is open</source>
        <translation>whose key it is will be certain once it is open</translation>
    </message>
    <message>
        <source>with VAT</source>
        <translation>with VAT</translation>
    </message>
    <message>
        <source>without VAT</source>
        <translation>without VAT</translation>
    </message>
    <message>
        <source>yes</source>
        <translation>yes</translation>
    </message>
    <message>
        <source>{accounts}: the service cut its list off</source>
        <translation>{accounts}: the service cut its list off</translation>
    </message>
    <message numerus="yes">
        <source>{action}: %n document(s)</source>
        <translation>
            <numerusform>{action}: %n document</numerusform>
            <numerusform>{action}: %n documents</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{company}: %n document(s)</source>
        <translation>
            <numerusform>{company}: %n document</numerusform>
            <numerusform>{company}: %n documents</numerusform>
        </translation>
    </message>
    <message>
        <source>{count} MB</source>
        <translation>{count} MB</translation>
    </message>
    <message>
        <source>{count} kB</source>
        <translation>{count} kB</translation>
    </message>
    <message numerus="yes">
        <source>{done} of %n signed and accepted</source>
        <translation>
            <numerusform>{done} of %n signed and accepted</numerusform>
            <numerusform>{done} of %n signed and accepted</numerusform>
        </translation>
    </message>
    <message>
        <source>{have} of {total}</source>
        <translation>{have} of {total}</translation>
    </message>
    <message numerus="yes">
        <source>{names} and %n more</source>
        <translation>
            <numerusform>{names} and %n more</numerusform>
            <numerusform>{names} and %n more</numerusform>
        </translation>
    </message>
    <message>
        <source>{name} cannot be read</source>
        <translation>{name} cannot be read</translation>
    </message>
    <message>
        <source>{name} could not be written</source>
        <translation>{name} could not be written</translation>
    </message>
    <message>
        <source>{name} for {company}</source>
        <translation>{name} for {company}</translation>
    </message>
    <message>
        <source>{name} is not a signature</source>
        <translation>{name} is not a signature</translation>
    </message>
    <message>
        <source>{name} was not read</source>
        <translation>{name} was not read</translation>
    </message>
    <message>
        <source>{name}: {value}</source>
        <translation>{name}: {value}</translation>
    </message>
    <message>
        <source>{number} of {date}</source>
        <translation>{number} of {date}</translation>
    </message>
    <message numerus="yes">
        <source>{place}, %n waiting</source>
        <translation>
            <numerusform>{place}, %n waiting</numerusform>
            <numerusform>{place}, %n waiting</numerusform>
        </translation>
    </message>
    <message>
        <source>{said} Look at Settings, Accounts.</source>
        <translation>{said} Look at Settings, Accounts.</translation>
    </message>
    <message>
        <source>{services} has no place for it: it stays in Muhr's own record.</source>
        <translation>{services} has no place for it: it stays in Muhr's own record.</translation>
    </message>
    <message>
        <source>{services} passes it on; for the rest it stays in Muhr's own record.</source>
        <translation>{services} passes it on; for the rest it stays in Muhr's own record.</translation>
    </message>
    <message>
        <source>{what} (may stay empty)</source>
        <translation>{what} (may stay empty)</translation>
    </message>
    <message>
        <source>{what} in {seconds} s</source>
        <translation>{what} in {seconds} s</translation>
    </message>
    <message numerus="yes">
        <source>{what}: %n document(s)</source>
        <translation>
            <numerusform>{what}: %n document</numerusform>
            <numerusform>{what}: %n documents</numerusform>
        </translation>
    </message>
    <message>
        <source>{what}: {verdict}</source>
        <translation>{what}: {verdict}</translation>
    </message>
    <message>
        <source>{when} by {authority}</source>
        <translation>{when} by {authority}</translation>
    </message>
    <message>
        <source>{who} ({number})</source>
        <translation>{who} ({number})</translation>
    </message>
    <message>
        <source>{who} before {when}, which a time stamp proves</source>
        <translation>{who} before {when}, which a time stamp proves</translation>
    </message>
    <message>
        <source>{who} on {when}</source>
        <translation>{who} on {when}</translation>
    </message>
    <message>
        <source>“Not there” is believed after (seconds)</source>
        <translation>“Not there” is believed after (seconds)</translation>
    </message>
</context>
<context>
    <name>muhr.core</name>
    <message>
        <source>A PIN of this token has {span} characters, this one {length}. It was not tried, so no try was lost.</source>
        <translation>A PIN of this token has {span} characters, this one {length}. It was not tried, so no try was lost.</translation>
    </message>
    <message>
        <source>A bit string is not a whole number of bytes.</source>
        <translation>A bit string is not a whole number of bytes.</translation>
    </message>
    <message>
        <source>A certificate allows a path of negative length.</source>
        <translation>A certificate allows a path of negative length.</translation>
    </message>
    <message>
        <source>A certificate has a serial number that does not exist.</source>
        <translation>A certificate has a serial number that does not exist.</translation>
    </message>
    <message>
        <source>A certificate has a version that does not exist.</source>
        <translation>A certificate has a version that does not exist.</translation>
    </message>
    <message>
        <source>A certificate has more names than Muhr reads.</source>
        <translation>A certificate has more names than Muhr reads.</translation>
    </message>
    <message>
        <source>A certificate has more purposes than Muhr reads.</source>
        <translation>A certificate has more purposes than Muhr reads.</translation>
    </message>
    <message>
        <source>A certificate in the key file is damaged. {error}</source>
        <translation>A certificate in the key file is damaged. {error}</translation>
    </message>
    <message>
        <source>A certificate is larger than Muhr reads.</source>
        <translation>A certificate is larger than Muhr reads.</translation>
    </message>
    <message>
        <source>A certificate names two different signature algorithms.</source>
        <translation>A certificate names two different signature algorithms.</translation>
    </message>
    <message>
        <source>A change to this document is already in the outbox.</source>
        <translation>A change to this document is already in the outbox.</translation>
    </message>
    <message>
        <source>A correction names its reason: “CORRECT_REASON_ID” from 1 to 5.</source>
        <translation>A correction names its reason: “CORRECT_REASON_ID” from 1 to 5.</translation>
    </message>
    <message>
        <source>A name has a part that is no text.</source>
        <translation>A name has a part that is no text.</translation>
    </message>
    <message>
        <source>A name has more parts than Muhr reads.</source>
        <translation>A name has more parts than Muhr reads.</translation>
    </message>
    <message>
        <source>A number is empty or longer than Muhr reads.</source>
        <translation>A number is empty or longer than Muhr reads.</translation>
    </message>
    <message>
        <source>A number is longer than Muhr reads.</source>
        <translation>A number is longer than Muhr reads.</translation>
    </message>
    <message>
        <source>A number is not written in its shortest form.</source>
        <translation>A number is not written in its shortest form.</translation>
    </message>
    <message>
        <source>A part of a distribution (“PARENT_ID”) has “INV_TYPE” 1 or 3.</source>
        <translation>A part of a distribution (“PARENT_ID”) has “INV_TYPE” 1 or 3.</translation>
    </message>
    <message>
        <source>A part of the key file does not open although the password is right.</source>
        <translation>A part of the key file does not open although the password is right.</translation>
    </message>
    <message>
        <source>A piece of a string is not a string.</source>
        <translation>A piece of a string is not a string.</translation>
    </message>
    <message>
        <source>A revocation list has a version that does not exist.</source>
        <translation>A revocation list has a version that does not exist.</translation>
    </message>
    <message>
        <source>A revocation list names two different signature algorithms.</source>
        <translation>A revocation list names two different signature algorithms.</translation>
    </message>
    <message>
        <source>A row of the list could not be read: {error}.</source>
        <translation>A row of the list could not be read: {error}.</translation>
    </message>
    <message>
        <source>A set of attributes is empty.</source>
        <translation>A set of attributes is empty.</translation>
    </message>
    <message>
        <source>A signer has more attributes than Muhr reads.</source>
        <translation>A signer has more attributes than Muhr reads.</translation>
    </message>
    <message>
        <source>A signer is named in another way than its version says.</source>
        <translation>A signer is named in another way than its version says.</translation>
    </message>
    <message>
        <source>A text is not encoded as it says.</source>
        <translation>A text is not encoded as it says.</translation>
    </message>
    <message>
        <source>A time does not exist in the calendar.</source>
        <translation>A time does not exist in the calendar.</translation>
    </message>
    <message>
        <source>A time is not written as it must be.</source>
        <translation>A time is not written as it must be.</translation>
    </message>
    <message>
        <source>A time stamp has a critical extension that is not known to this program.</source>
        <translation>A time stamp has a critical extension that is not known to this program.</translation>
    </message>
    <message>
        <source>A time stamp has a version that does not exist.</source>
        <translation>A time stamp has a version that does not exist.</translation>
    </message>
    <message>
        <source>A truth value is neither true nor false.</source>
        <translation>A truth value is neither true nor false.</translation>
    </message>
    <message>
        <source>A wrong PIN was entered last time; few tries are left.</source>
        <translation>A wrong PIN was entered last time; few tries are left.</translation>
    </message>
    <message>
        <source>Activated</source>
        <translation>Activated</translation>
    </message>
    <message>
        <source>Activation</source>
        <translation>Activation</translation>
    </message>
    <message>
        <source>Added by you on {moment}.</source>
        <translation>Added by you on {moment}.</translation>
    </message>
    <message>
        <source>Added by you.</source>
        <translation>Added by you.</translation>
    </message>
    <message>
        <source>An RSA key made by faulty hardware (ROCA)</source>
        <translation>An RSA key made by faulty hardware (ROCA)</translation>
    </message>
    <message>
        <source>An RSA key of {key_size} bits</source>
        <translation>An RSA key of {key_size} bits</translation>
    </message>
    <message>
        <source>An RSA-PSS signature without parameters.</source>
        <translation>An RSA-PSS signature without parameters.</translation>
    </message>
    <message>
        <source>An advance has both “INV_CATEGORY” 4 and “INV_TYPE” 6.</source>
        <translation>An advance has both “INV_CATEGORY” 4 and “INV_TYPE” 6.</translation>
    </message>
    <message>
        <source>An algorithm has broken parameters.</source>
        <translation>An algorithm has broken parameters.</translation>
    </message>
    <message>
        <source>An answer about a certificate has a critical extension that is not known.</source>
        <translation>An answer about a certificate has a critical extension that is not known.</translation>
    </message>
    <message>
        <source>An answer about a certificate has a version that does not exist.</source>
        <translation>An answer about a certificate has a version that does not exist.</translation>
    </message>
    <message>
        <source>An attribute has more values than Muhr reads.</source>
        <translation>An attribute has more values than Muhr reads.</translation>
    </message>
    <message>
        <source>An earlier import was given up without knowing its outcome. Look at the provider before sending it.</source>
        <translation>An earlier import was given up without knowing its outcome. Look at the provider before sending it.</translation>
    </message>
    <message>
        <source>An element has more in it than belongs there.</source>
        <translation>An element has more in it than belongs there.</translation>
    </message>
    <message>
        <source>An element is longer than the data.</source>
        <translation>An element is longer than the data.</translation>
    </message>
    <message>
        <source>An element without contents has no definite length.</source>
        <translation>An element without contents has no definite length.</translation>
    </message>
    <message>
        <source>An entry of “INVOICE_ADVANCE” needs ID, OPERATION_DATE and AMOUNT.</source>
        <translation>An entry of “INVOICE_ADVANCE” needs ID, OPERATION_DATE and AMOUNT.</translation>
    </message>
    <message>
        <source>An entry of “INVOICE_RETURN” needs RETURN_INVOICE_ID.</source>
        <translation>An entry of “INVOICE_RETURN” needs RETURN_INVOICE_ID.</translation>
    </message>
    <message>
        <source>An extension of a certificate occurs twice.</source>
        <translation>An extension of a certificate occurs twice.</translation>
    </message>
    <message>
        <source>An invoice of the same number and date stands in this file before ({first}).</source>
        <translation>An invoice of the same number and date stands in this file before ({first}).</translation>
    </message>
    <message>
        <source>An object identifier has a number longer than Muhr reads.</source>
        <translation>An object identifier has a number longer than Muhr reads.</translation>
    </message>
    <message>
        <source>An object identifier is broken or longer than Muhr reads.</source>
        <translation>An object identifier is broken or longer than Muhr reads.</translation>
    </message>
    <message>
        <source>An object identifier is not written in its shortest form.</source>
        <translation>An object identifier is not written in its shortest form.</translation>
    </message>
    <message>
        <source>An old certificate has extensions.</source>
        <translation>An old certificate has extensions.</translation>
    </message>
    <message>
        <source>Another Muhr (process {pid} on {host}, since {since}) is already working in {folder}. Close it first, or choose another folder.</source>
        <translation>Another Muhr (process {pid} on {host}, since {since}) is already working in {folder}. Close it first, or choose another folder.</translation>
    </message>
    <message>
        <source>Another Muhr is already working in {folder}.</source>
        <translation>Another Muhr is already working in {folder}.</translation>
    </message>
    <message>
        <source>Another device does not answer; try again in a moment.</source>
        <translation>Another device does not answer; try again in a moment.</translation>
    </message>
    <message>
        <source>Another program answers where E-IMZO should. Close E-IMZO and that program, start E-IMZO first, then try again; restarting the computer does the same.</source>
        <translation>Another program answers where E-IMZO should. Close E-IMZO and that program, start E-IMZO first, then try again; restarting the computer does the same.</translation>
    </message>
    <message>
        <source>Another program keeps Muhr's database busy. Close it and try again.</source>
        <translation>Another program keeps Muhr's database busy. Close it and try again.</translation>
    </message>
    <message>
        <source>Attached to a declaration</source>
        <translation>Attached to a declaration</translation>
    </message>
    <message>
        <source>BitFaktura does not have this document.</source>
        <translation>BitFaktura does not have this document.</translation>
    </message>
    <message>
        <source>BitFaktura gives invoices as PDF and XML.</source>
        <translation>BitFaktura gives invoices as PDF and XML.</translation>
    </message>
    <message>
        <source>BitFaktura gives no public address of this document.</source>
        <translation>BitFaktura gives no public address of this document.</translation>
    </message>
    <message>
        <source>BitFaktura has {count} documents under this program's own key ({numbers}). Look at its web page.</source>
        <translation>BitFaktura has {count} documents under this program's own key ({numbers}). Look at its web page.</translation>
    </message>
    <message>
        <source>BitFaktura refused the request and gives no reason.</source>
        <translation>BitFaktura refused the request and gives no reason.</translation>
    </message>
    <message>
        <source>BitFaktura refused: {told}</source>
        <translation>BitFaktura refused: {told}</translation>
    </message>
    <message>
        <source>By its rows and advances VAT is {expected}; “AMOUNT_VAT” says {vat}.</source>
        <translation>By its rows and advances VAT is {expected}; “AMOUNT_VAT” says {vat}.</translation>
    </message>
    <message>
        <source>Bytes follow the end of the data.</source>
        <translation>Bytes follow the end of the data.</translation>
    </message>
    <message>
        <source>CRL in the message</source>
        <translation>CRL in the message</translation>
    </message>
    <message>
        <source>Cancellation</source>
        <translation>Cancellation</translation>
    </message>
    <message>
        <source>Cancelled</source>
        <translation>Cancelled</translation>
    </message>
    <message>
        <source>Change</source>
        <translation>Change</translation>
    </message>
    <message>
        <source>Change of status</source>
        <translation>Change of status</translation>
    </message>
    <message>
        <source>Chmura Dokumentów answers. Whether it accepts this login shows with the first invoice.</source>
        <translation>Chmura Dokumentów answers. Whether it accepts this login shows with the first invoice.</translation>
    </message>
    <message>
        <source>Chmura Dokumentów has no call that tells whether an invoice arrived. Look at its web page for the number, or for “Muhr {key}” in the private note, before it is sent again: it takes the same invoice twice.</source>
        <translation>Chmura Dokumentów has no call that tells whether an invoice arrived. Look at its web page for the number, or for “Muhr {key}” in the private note, before it is sent again: it takes the same invoice twice.</translation>
    </message>
    <message>
        <source>Chmura Dokumentów has taken it under the number {number} of its own.</source>
        <translation>Chmura Dokumentów has taken it under the number {number} of its own.</translation>
    </message>
    <message>
        <source>Comes with Muhr; how it was found and checked is told in PROVENANCE.md beside it.</source>
        <translation>Comes with Muhr; how it was found and checked is told in PROVENANCE.md beside it.</translation>
    </message>
    <message>
        <source>Confirmation</source>
        <translation>Confirmation</translation>
    </message>
    <message>
        <source>Confirmed</source>
        <translation>Confirmed</translation>
    </message>
    <message>
        <source>Decided by a person: given up, whatever became of it.</source>
        <translation>Decided by a person: given up, whatever became of it.</translation>
    </message>
    <message>
        <source>Decided by a person: it happened.</source>
        <translation>Decided by a person: it happened.</translation>
    </message>
    <message>
        <source>Decided by a person: the same bytes are sent again.</source>
        <translation>Decided by a person: the same bytes are sent again.</translation>
    </message>
    <message>
        <source>Declaration</source>
        <translation>Declaration</translation>
    </message>
    <message>
        <source>Deleted</source>
        <translation>Deleted</translation>
    </message>
    <message>
        <source>Deletion</source>
        <translation>Deletion</translation>
    </message>
    <message>
        <source>Delivered; the new status could not be read yet.</source>
        <translation>Delivered; the new status could not be read yet.</translation>
    </message>
    <message>
        <source>Delivered; the new status could not be read yet. {error}</source>
        <translation>Delivered; the new status could not be read yet. {error}</translation>
    </message>
    <message>
        <source>Delivered; the provider accepted it and still shows the document as waiting.</source>
        <translation>Delivered; the provider accepted it and still shows the document as waiting.</translation>
    </message>
    <message>
        <source>Documents for this service cannot be read from a file.</source>
        <translation>Documents for this service cannot be read from a file.</translation>
    </message>
    <message>
        <source>E-IMZO broke the connection off in the middle of the work. See that it still runs, then try again.</source>
        <translation>E-IMZO broke the connection off in the middle of the work. See that it still runs, then try again.</translation>
    </message>
    <message>
        <source>E-IMZO cannot use this key for signing. Choose another key.</source>
        <translation>E-IMZO cannot use this key for signing. Choose another key.</translation>
    </message>
    <message>
        <source>E-IMZO could not do it. Restart E-IMZO and try again.</source>
        <translation>E-IMZO could not do it. Restart E-IMZO and try again.</translation>
    </message>
    <message>
        <source>E-IMZO could not make a folder. Look whether the drive is full or write-protected.</source>
        <translation>E-IMZO could not make a folder. Look whether the drive is full or write-protected.</translation>
    </message>
    <message>
        <source>E-IMZO did not get the password: it was cancelled, wrong three times, or E-IMZO had forgotten it meanwhile.</source>
        <translation>E-IMZO did not get the password: it was cancelled, wrong three times, or E-IMZO had forgotten it meanwhile.</translation>
    </message>
    <message>
        <source>E-IMZO does not accept the folder of this key. Move it to DSKEYS. {again}</source>
        <translation>E-IMZO does not accept the folder of this key. Move it to DSKEYS. {again}</translation>
    </message>
    <message>
        <source>E-IMZO does not answer. Its password window may be open behind this one: finish or close it there. Otherwise unplug drives and readers that are not needed, restart E-IMZO and try again.</source>
        <translation>E-IMZO does not answer. Its password window may be open behind this one: finish or close it there. Otherwise unplug drives and readers that are not needed, restart E-IMZO and try again.</translation>
    </message>
    <message>
        <source>E-IMZO does not find the key file any more. Put its drive in again. {again}</source>
        <translation>E-IMZO does not find the key file any more. Put its drive in again. {again}</translation>
    </message>
    <message>
        <source>E-IMZO does not know the language. {not_for_signing}</source>
        <translation>E-IMZO does not know the language. {not_for_signing}</translation>
    </message>
    <message>
        <source>E-IMZO does not know the opened key any more; it was restarted. {again}</source>
        <translation>E-IMZO does not know the opened key any more; it was restarted. {again}</translation>
    </message>
    <message>
        <source>E-IMZO does not let Muhr in. Restart E-IMZO; if that does not help, install its newest version from e-imzo.uz.</source>
        <translation>E-IMZO does not let Muhr in. Restart E-IMZO; if that does not help, install its newest version from e-imzo.uz.</translation>
    </message>
    <message>
        <source>E-IMZO does not show this key any more.</source>
        <translation>E-IMZO does not show this key any more.</translation>
    </message>
    <message>
        <source>E-IMZO found a file that exists already. {not_for_signing}</source>
        <translation>E-IMZO found a file that exists already. {not_for_signing}</translation>
    </message>
    <message>
        <source>E-IMZO gave a message that does not have exactly one signer; it is not used.</source>
        <translation>E-IMZO gave a message that does not have exactly one signer; it is not used.</translation>
    </message>
    <message>
        <source>E-IMZO gave an answer that Muhr does not understand. Install its newest version from e-imzo.uz and try again.</source>
        <translation>E-IMZO gave an answer that Muhr does not understand. Install its newest version from e-imzo.uz and try again.</translation>
    </message>
    <message>
        <source>E-IMZO is looked for on this machine only: ws://127.0.0.1:PORT.</source>
        <translation>E-IMZO is looked for on this machine only: ws://127.0.0.1:PORT.</translation>
    </message>
    <message>
        <source>E-IMZO is not running. Start it (its icon stands beside the clock), then look for keys again.</source>
        <translation>E-IMZO is not running. Start it (its icon stands beside the clock), then look for keys again.</translation>
    </message>
    <message>
        <source>E-IMZO is still busy with something else. Its window may be behind this one: finish it there first.</source>
        <translation>E-IMZO is still busy with something else. Its window may be behind this one: finish it there first.</translation>
    </message>
    <message>
        <source>E-IMZO refused to make a new key. {not_for_signing}</source>
        <translation>E-IMZO refused to make a new key. {not_for_signing}</translation>
    </message>
    <message>
        <source>E-IMZO says that the PIN is wrong.</source>
        <translation>E-IMZO says that the PIN is wrong.</translation>
    </message>
    <message>
        <source>E-IMZO says that the password is wrong or the key file is damaged. Nothing is tried again by itself.</source>
        <translation>E-IMZO says that the password is wrong or the key file is damaged. Nothing is tried again by itself.</translation>
    </message>
    <message>
        <source>E-IMZO signed with another certificate than before; the signature is not used.</source>
        <translation>E-IMZO signed with another certificate than before; the signature is not used.</translation>
    </message>
    <message>
        <source>E-IMZO signed with another key than the chosen one; the signature is not used.</source>
        <translation>E-IMZO signed with another key than the chosen one; the signature is not used.</translation>
    </message>
    <message>
        <source>E-IMZO waits for the USB token. Plug it in, then sign again.</source>
        <translation>E-IMZO waits for the USB token. Plug it in, then sign again.</translation>
    </message>
    <message>
        <source>E-IMZO {numbers} is old: it cannot {lacking}. Install the newest version from e-imzo.uz.</source>
        <translation>E-IMZO {numbers} is old: it cannot {lacking}. Install the newest version from e-imzo.uz.</translation>
    </message>
    <message>
        <source>E-IMZO's answer is larger than Muhr reads.</source>
        <translation>E-IMZO's answer is larger than Muhr reads.</translation>
    </message>
    <message>
        <source>E-IMZO's password window got no answer in time. It may still be open behind this one: close it there, then sign again.</source>
        <translation>E-IMZO's password window got no answer in time. It may still be open behind this one: close it there, then sign again.</translation>
    </message>
    <message>
        <source>Eurofaktura cannot be asked whether an e-mail was sent. Look at the invoice on its web page, or ask the buyer.</source>
        <translation>Eurofaktura cannot be asked whether an e-mail was sent. Look at the invoice on its web page, or ask the buyer.</translation>
    </message>
    <message>
        <source>Eurofaktura could not be asked about it just now.</source>
        <translation>Eurofaktura could not be asked about it just now.</translation>
    </message>
    <message>
        <source>Eurofaktura does not accept this login: {said}</source>
        <translation>Eurofaktura does not accept this login: {said}</translation>
    </message>
    <message>
        <source>Eurofaktura does not find the invoice under its number and date.</source>
        <translation>Eurofaktura does not find the invoice under its number and date.</translation>
    </message>
    <message>
        <source>Eurofaktura does not find the invoice.</source>
        <translation>Eurofaktura does not find the invoice.</translation>
    </message>
    <message>
        <source>Eurofaktura does not have the invoice any more.</source>
        <translation>Eurofaktura does not have the invoice any more.</translation>
    </message>
    <message>
        <source>Eurofaktura gives invoices as PDF and XML only.</source>
        <translation>Eurofaktura gives invoices as PDF and XML only.</translation>
    </message>
    <message>
        <source>Eurofaktura has accepted the import.</source>
        <translation>Eurofaktura has accepted the import.</translation>
    </message>
    <message>
        <source>Eurofaktura has another invoice under this number: {what}.</source>
        <translation>Eurofaktura has another invoice under this number: {what}.</translation>
    </message>
    <message>
        <source>Eurofaktura has confirmed it.</source>
        <translation>Eurofaktura has confirmed it.</translation>
    </message>
    <message>
        <source>Eurofaktura has confirmed it; the invoice now has the number {number}.</source>
        <translation>Eurofaktura has confirmed it; the invoice now has the number {number}.</translation>
    </message>
    <message>
        <source>Eurofaktura has no invoice {number}.</source>
        <translation>Eurofaktura has no invoice {number}.</translation>
    </message>
    <message>
        <source>Eurofaktura has taken the invoice under the number {number}.</source>
        <translation>Eurofaktura has taken the invoice under the number {number}.</translation>
    </message>
    <message>
        <source>Eurofaktura has the invoice {number}.</source>
        <translation>Eurofaktura has the invoice {number}.</translation>
    </message>
    <message>
        <source>Eurofaktura is still working on another request of this account.</source>
        <translation>Eurofaktura is still working on another request of this account.</translation>
    </message>
    <message>
        <source>Eurofaktura refused and did not say why.</source>
        <translation>Eurofaktura refused and did not say why.</translation>
    </message>
    <message>
        <source>Eurofaktura refused: {said}</source>
        <translation>Eurofaktura refused: {said}</translation>
    </message>
    <message>
        <source>Eurofaktura shows a payment like this one, but it may be an earlier one.</source>
        <translation>Eurofaktura shows a payment like this one, but it may be an earlier one.</translation>
    </message>
    <message>
        <source>Eurofaktura shows no such payment at present.</source>
        <translation>Eurofaktura shows no such payment at present.</translation>
    </message>
    <message>
        <source>Eurofaktura shows the payment, noted since it was sent.</source>
        <translation>Eurofaktura shows the payment, noted since it was sent.</translation>
    </message>
    <message>
        <source>Eurofaktura still has the invoice.</source>
        <translation>Eurofaktura still has the invoice.</translation>
    </message>
    <message>
        <source>Faktura.uz answered with number {code}.</source>
        <translation>Faktura.uz answered with number {code}.</translation>
    </message>
    <message>
        <source>Faktura.uz cannot be asked for it here. Look at its web page whether the document is there.</source>
        <translation>Faktura.uz cannot be asked for it here. Look at its web page whether the document is there.</translation>
    </message>
    <message>
        <source>Faktura.uz could not be asked about it just now.</source>
        <translation>Faktura.uz could not be asked about it just now.</translation>
    </message>
    <message>
        <source>Faktura.uz did not delete the document.</source>
        <translation>Faktura.uz did not delete the document.</translation>
    </message>
    <message>
        <source>Faktura.uz did not take the document ({code}): {why}</source>
        <translation>Faktura.uz did not take the document ({code}): {why}</translation>
    </message>
    <message>
        <source>Faktura.uz did not take the document: {why}</source>
        <translation>Faktura.uz did not take the document: {why}</translation>
    </message>
    <message>
        <source>Faktura.uz does not accept the signature: another key, or the document has changed.</source>
        <translation>Faktura.uz does not accept the signature: another key, or the document has changed.</translation>
    </message>
    <message>
        <source>Faktura.uz does not allow this now: the document's state has changed.</source>
        <translation>Faktura.uz does not allow this now: the document's state has changed.</translation>
    </message>
    <message>
        <source>Faktura.uz does not know this document.</source>
        <translation>Faktura.uz does not know this document.</translation>
    </message>
    <message>
        <source>Faktura.uz gives documents as archives only.</source>
        <translation>Faktura.uz gives documents as archives only.</translation>
    </message>
    <message>
        <source>Faktura.uz has no document under this program's own number.</source>
        <translation>Faktura.uz has no document under this program's own number.</translation>
    </message>
    <message>
        <source>Faktura.uz has taken the document.</source>
        <translation>Faktura.uz has taken the document.</translation>
    </message>
    <message>
        <source>Faktura.uz refused the document ({code}).</source>
        <translation>Faktura.uz refused the document ({code}).</translation>
    </message>
    <message>
        <source>Faktura.uz refused the question: {said}</source>
        <translation>Faktura.uz refused the question: {said}</translation>
    </message>
    <message>
        <source>Faktura.uz reports an error of its own ({code}).</source>
        <translation>Faktura.uz reports an error of its own ({code}).</translation>
    </message>
    <message>
        <source>Faktura.uz reports an error of its own: {said}</source>
        <translation>Faktura.uz reports an error of its own: {said}</translation>
    </message>
    <message>
        <source>Faktura.uz says: {text}</source>
        <translation>Faktura.uz says: {text}</translation>
    </message>
    <message>
        <source>Faktura.uz shows another document than the one that was asked for.</source>
        <translation>Faktura.uz shows another document than the one that was asked for.</translation>
    </message>
    <message>
        <source>Faktura.uz shows that it did not happen and no longer can: {text}.</source>
        <translation>Faktura.uz shows that it did not happen and no longer can: {text}.</translation>
    </message>
    <message>
        <source>Faktura.uz shows that it happened: {text}.</source>
        <translation>Faktura.uz shows that it happened: {text}.</translation>
    </message>
    <message>
        <source>Faktura.uz shows your company's signature on the document.</source>
        <translation>Faktura.uz shows your company's signature on the document.</translation>
    </message>
    <message>
        <source>Faktura.uz still waits for it: {text}.</source>
        <translation>Faktura.uz still waits for it: {text}.</translation>
    </message>
    <message>
        <source>Given on the command line, for this run only.</source>
        <translation>Given on the command line, for this run only.</translation>
    </message>
    <message>
        <source>Goods come back (“INVOICE_RETURN”) with a correction of their document only.</source>
        <translation>Goods come back (“INVOICE_RETURN”) with a correction of their document only.</translation>
    </message>
    <message>
        <source>Import</source>
        <translation>Import</translation>
    </message>
    <message>
        <source>Imported</source>
        <translation>Imported</translation>
    </message>
    <message>
        <source>Issue</source>
        <translation>Issue</translation>
    </message>
    <message>
        <source>Issued</source>
        <translation>Issued</translation>
    </message>
    <message>
        <source>It can no longer be taken back: it has left the queue.</source>
        <translation>It can no longer be taken back: it has left the queue.</translation>
    </message>
    <message>
        <source>It holds nothing but white space.</source>
        <translation>It holds nothing but white space.</translation>
    </message>
    <message>
        <source>It is a 7-Zip archive; only ZIP archives are read.</source>
        <translation>It is a 7-Zip archive; only ZIP archives are read.</translation>
    </message>
    <message>
        <source>It is a JSON text without a signature Muhr can judge.</source>
        <translation>It is a JSON text without a signature Muhr can judge.</translation>
    </message>
    <message>
        <source>It is a PDF document. A signature inside of a PDF is not something Muhr judges.</source>
        <translation>It is a PDF document. A signature inside of a PDF is not something Muhr judges.</translation>
    </message>
    <message>
        <source>It is a RAR archive; only ZIP archives are read.</source>
        <translation>It is a RAR archive; only ZIP archives are read.</translation>
    </message>
    <message>
        <source>It is a certificate, not a signature.</source>
        <translation>It is a certificate, not a signature.</translation>
    </message>
    <message>
        <source>It is a data message without a signature.</source>
        <translation>It is a data message without a signature.</translation>
    </message>
    <message>
        <source>It is a document of an older office program.</source>
        <translation>It is a document of an older office program.</translation>
    </message>
    <message>
        <source>It is a gzip archive; only ZIP archives are read.</source>
        <translation>It is a gzip archive; only ZIP archives are read.</translation>
    </message>
    <message>
        <source>It is a key file (PKCS #12), not a signature. Do not give it to anybody.</source>
        <translation>It is a key file (PKCS #12), not a signature. Do not give it to anybody.</translation>
    </message>
    <message>
        <source>It is a key file, not a signature. Do not give it to anybody.</source>
        <translation>It is a key file, not a signature. Do not give it to anybody.</translation>
    </message>
    <message>
        <source>It is a message with a checksum only, not a signed one.</source>
        <translation>It is a message with a checksum only, not a signed one.</translation>
    </message>
    <message>
        <source>It is a picture.</source>
        <translation>It is a picture.</translation>
    </message>
    <message>
        <source>It is a plain text.</source>
        <translation>It is a plain text.</translation>
    </message>
    <message>
        <source>It is a private key, not a signature. Do not give it to anybody.</source>
        <translation>It is a private key, not a signature. Do not give it to anybody.</translation>
    </message>
    <message>
        <source>It is a program.</source>
        <translation>It is a program.</translation>
    </message>
    <message>
        <source>It is a request for a certificate, not a signature.</source>
        <translation>It is a request for a certificate, not a signature.</translation>
    </message>
    <message>
        <source>It is a revocation list, not a signature.</source>
        <translation>It is a revocation list, not a signature.</translation>
    </message>
    <message>
        <source>It is a web page.</source>
        <translation>It is a web page.</translation>
    </message>
    <message>
        <source>It is an OpenPGP text; Muhr judges signatures in the CMS format (PKCS #7).</source>
        <translation>It is an OpenPGP text; Muhr judges signatures in the CMS format (PKCS #7).</translation>
    </message>
    <message>
        <source>It is an XML document without a signature Muhr can judge.</source>
        <translation>It is an XML document without a signature Muhr can judge.</translation>
    </message>
    <message>
        <source>It is an encrypted message, not a signed one.</source>
        <translation>It is an encrypted message, not a signed one.</translation>
    </message>
    <message>
        <source>It is being sent now.</source>
        <translation>It is being sent now.</translation>
    </message>
    <message>
        <source>It is empty.</source>
        <translation>It is empty.</translation>
    </message>
    <message>
        <source>It is in the outbox already. It is not sent a second time.</source>
        <translation>It is in the outbox already. It is not sent a second time.</translation>
    </message>
    <message>
        <source>It is no time stamp token with one signer.</source>
        <translation>It is no time stamp token with one signer.</translation>
    </message>
    <message>
        <source>It is not known whether this happened, and the provider could not be asked: {error}</source>
        <translation>It is not known whether this happened, and the provider could not be asked: {error}</translation>
    </message>
    <message>
        <source>It is not known whether this happened; it is asked before anything is sent again. {error}</source>
        <translation>It is not known whether this happened; it is asked before anything is sent again. {error}</translation>
    </message>
    <message>
        <source>It is sent</source>
        <translation>It is sent</translation>
    </message>
    <message>
        <source>It was cancelled in E-IMZO's own window.</source>
        <translation>It was cancelled in E-IMZO's own window.</translation>
    </message>
    <message>
        <source>It was given for this run only; leave it out of the command line.</source>
        <translation>It was given for this run only; leave it out of the command line.</translation>
    </message>
    <message>
        <source>It was imported before (on {created}). It is not sent a second time.</source>
        <translation>It was imported before (on {created}). It is not sent a second time.</translation>
    </message>
    <message>
        <source>It was imported before, or is in the outbox already. It is not sent a second time.</source>
        <translation>It was imported before, or is in the outbox already. It is not sent a second time.</translation>
    </message>
    <message>
        <source>It will be sent {when}.</source>
        <translation>It will be sent {when}.</translation>
    </message>
    <message>
        <source>Keys of this kind cannot be used here.</source>
        <translation>Keys of this kind cannot be used here.</translation>
    </message>
    <message>
        <source>Logged in to Chmura Dokumentów as {login}.</source>
        <translation>Logged in to Chmura Dokumentów as {login}.</translation>
    </message>
    <message>
        <source>Logged in to Eurofaktura as {login}.</source>
        <translation>Logged in to Eurofaktura as {login}.</translation>
    </message>
    <message>
        <source>Logged in to Faktura.uz as {login}.</source>
        <translation>Logged in to Faktura.uz as {login}.</translation>
    </message>
    <message>
        <source>Logged in to RS.ge as {login}.</source>
        <translation>Logged in to RS.ge as {login}.</translation>
    </message>
    <message>
        <source>Look at its web page whether the invoice is there under another number.</source>
        <translation>Look at its web page whether the invoice is there under another number.</translation>
    </message>
    <message>
        <source>Look at the document at the provider, then decide here: this provider cannot be asked.</source>
        <translation>Look at the document at the provider, then decide here: this provider cannot be asked.</translation>
    </message>
    <message>
        <source>Look at the invoice's payments before it is sent again.</source>
        <translation>Look at the invoice's payments before it is sent again.</translation>
    </message>
    <message>
        <source>Look for keys again and choose the key anew.</source>
        <translation>Look for keys again and choose the key anew.</translation>
    </message>
    <message>
        <source>Muhr cannot sign with this key. {error}</source>
        <translation>Muhr cannot sign with this key. {error}</translation>
    </message>
    <message>
        <source>Muhr does not trust the authority behind this key: {reason}.</source>
        <translation>Muhr does not trust the authority behind this key: {reason}.</translation>
    </message>
    <message>
        <source>Muhr ended while this was on its way. The provider will be asked what became of it.</source>
        <translation>Muhr ended while this was on its way. The provider will be asked what became of it.</translation>
    </message>
    <message>
        <source>Muhr is closing. What has come is kept.</source>
        <translation>Muhr is closing. What has come is kept.</translation>
    </message>
    <message>
        <source>Muhr never asks E-IMZO for this; if it comes again, restart E-IMZO.</source>
        <translation>Muhr never asks E-IMZO for this; if it comes again, restart E-IMZO.</translation>
    </message>
    <message>
        <source>Muhr was closed.</source>
        <translation>Muhr was closed.</translation>
    </message>
    <message>
        <source>Muhr's database could not be set to the safe mode {journal_mode} (it is {mode}).</source>
        <translation>Muhr's database could not be set to the safe mode {journal_mode} (it is {mode}).</translation>
    </message>
    <message>
        <source>Muhr's database file is damaged ({cause}). Restore it from a backup of the folder {place}.</source>
        <translation>Muhr's database file is damaged ({cause}). Restore it from a backup of the folder {place}.</translation>
    </message>
    <message>
        <source>No certificate of the file has this fingerprint.</source>
        <translation>No certificate of the file has this fingerprint.</translation>
    </message>
    <message>
        <source>No time stamp: {why}.</source>
        <translation>No time stamp: {why}.</translation>
    </message>
    <message>
        <source>No token can be had at this address. {problem}</source>
        <translation>No token can be had at this address. {problem}</translation>
    </message>
    <message>
        <source>No trusted certificate has this fingerprint.</source>
        <translation>No trusted certificate has this fingerprint.</translation>
    </message>
    <message>
        <source>Nobody answered in time.</source>
        <translation>Nobody answered in time.</translation>
    </message>
    <message>
        <source>Nobody answered.</source>
        <translation>Nobody answered.</translation>
    </message>
    <message>
        <source>Not signed: the message carries no signature.</source>
        <translation>Not signed: the message carries no signature.</translation>
    </message>
    <message>
        <source>Note: a certificate was revoked since; the time stamp proves that the signature is older.</source>
        <translation>Note: a certificate was revoked since; the time stamp proves that the signature is older.</translation>
    </message>
    <message>
        <source>Note: a countersignature is not valid or cannot be judged; this signature does not depend on it.</source>
        <translation>Note: a countersignature is not valid or cannot be judged; this signature does not depend on it.</translation>
    </message>
    <message>
        <source>Note: a time stamp at this signature proves nothing.{why}</source>
        <translation>Note: a time stamp at this signature proves nothing.{why}</translation>
    </message>
    <message>
        <source>Note: not signed by anything in the archive: {shown}.</source>
        <translation>Note: not signed by anything in the archive: {shown}.</translation>
    </message>
    <message>
        <source>Note: only the first {most_additions} time stamps and countersignatures were judged.</source>
        <translation>Note: only the first {most_additions} time stamps and countersignatures were judged.</translation>
    </message>
    <message>
        <source>Note: the certificate has expired since; the time stamp proves that the signature is older.</source>
        <translation>Note: the certificate has expired since; the time stamp proves that the signature is older.</translation>
    </message>
    <message>
        <source>Note: the signer's clock was ahead: the time stamp is older than the signing time.</source>
        <translation>Note: the signer's clock was ahead: the time stamp is older than the signing time.</translation>
    </message>
    <message>
        <source>Note: whether a certificate was revoked has not been checked.</source>
        <translation>Note: whether a certificate was revoked has not been checked.</translation>
    </message>
    <message>
        <source>Nothing leaves before this is settled and Muhr is started again: {why}</source>
        <translation>Nothing leaves before this is settled and Muhr is started again: {why}</translation>
    </message>
    <message>
        <source>Nothing more to do: it is done.</source>
        <translation>Nothing more to do: it is done.</translation>
    </message>
    <message>
        <source>Nothing more to do: it was given up. Look at the document at the provider.</source>
        <translation>Nothing more to do: it was given up. Look at the document at the provider.</translation>
    </message>
    <message>
        <source>Nothing more to do: it was taken back.</source>
        <translation>Nothing more to do: it was taken back.</translation>
    </message>
    <message>
        <source>OCSP answer of {url}</source>
        <translation>OCSP answer of {url}</translation>
    </message>
    <message>
        <source>Only the hash code of this document is known here: you would sign what Muhr could not show you.</source>
        <translation>Only the hash code of this document is known here: you would sign what Muhr could not show you.</translation>
    </message>
    <message>
        <source>Payment</source>
        <translation>Payment</translation>
    </message>
    <message>
        <source>Payment noted</source>
        <translation>Payment noted</translation>
    </message>
    <message>
        <source>RS.ge could not be asked about it just now.</source>
        <translation>RS.ge could not be asked about it just now.</translation>
    </message>
    <message>
        <source>RS.ge does not accept this login: {said}</source>
        <translation>RS.ge does not accept this login: {said}</translation>
    </message>
    <message>
        <source>RS.ge does not show this document any more.</source>
        <translation>RS.ge does not show this document any more.</translation>
    </message>
    <message>
        <source>RS.ge has given it the number {number}.</source>
        <translation>RS.ge has given it the number {number}.</translation>
    </message>
    <message>
        <source>RS.ge has heard of no request under this program's own number, and yet it shows a document like this one ({document}). Look at its web page whether it is the one.</source>
        <translation>RS.ge has heard of no request under this program's own number, and yet it shows a document like this one ({document}). Look at its web page whether it is the one.</translation>
    </message>
    <message>
        <source>RS.ge has heard of no request under this program's own number.</source>
        <translation>RS.ge has heard of no request under this program's own number.</translation>
    </message>
    <message>
        <source>RS.ge has the document.</source>
        <translation>RS.ge has the document.</translation>
    </message>
    <message>
        <source>RS.ge refused: {said}</source>
        <translation>RS.ge refused: {said}</translation>
    </message>
    <message>
        <source>RS.ge says: {said}</source>
        <translation>RS.ge says: {said}</translation>
    </message>
    <message>
        <source>RS.ge says: {said}. Look at its web page whether the document is there.</source>
        <translation>RS.ge says: {said}. Look at its web page whether the document is there.</translation>
    </message>
    <message>
        <source>RS.ge says: {said}. Whether it was done must be asked.</source>
        <translation>RS.ge says: {said}. Whether it was done must be asked.</translation>
    </message>
    <message>
        <source>RS.ge shows a total of {their_full} with VAT of {their_vat}; sent were {full} and {vat}.</source>
        <translation>RS.ge shows a total of {their_full} with VAT of {their_vat}; sent were {full} and {vat}.</translation>
    </message>
    <message>
        <source>RS.ge shows that it did not happen and no longer can: {text}.</source>
        <translation>RS.ge shows that it did not happen and no longer can: {text}.</translation>
    </message>
    <message>
        <source>RS.ge shows that it happened: {text}.</source>
        <translation>RS.ge shows that it happened: {text}.</translation>
    </message>
    <message>
        <source>RS.ge shows the document as it was: {text}.</source>
        <translation>RS.ge shows the document as it was: {text}.</translation>
    </message>
    <message>
        <source>RS.ge shows the document with the declaration {number}, and it is not certain that this is the one that was meant. Look at RS.ge's web page.</source>
        <translation>RS.ge shows the document with the declaration {number}, and it is not certain that this is the one that was meant. Look at RS.ge's web page.</translation>
    </message>
    <message>
        <source>RS.ge shows the document with the declaration {number}.</source>
        <translation>RS.ge shows the document with the declaration {number}.</translation>
    </message>
    <message>
        <source>RS.ge wants the code that it sends to your telephone.</source>
        <translation>RS.ge wants the code that it sends to your telephone.</translation>
    </message>
    <message>
        <source>RS.ge's answer names another document.</source>
        <translation>RS.ge's answer names another document.</translation>
    </message>
    <message>
        <source>RS.ge's answer names no document.</source>
        <translation>RS.ge's answer names no document.</translation>
    </message>
    <message>
        <source>RS.ge's document does not know category {category} with type {kind}.</source>
        <translation>RS.ge's document does not know category {category} with type {kind}.</translation>
    </message>
    <message>
        <source>Reason given</source>
        <translation>Reason given</translation>
    </message>
    <message>
        <source>Refusal</source>
        <translation>Refusal</translation>
    </message>
    <message>
        <source>Refused</source>
        <translation>Refused</translation>
    </message>
    <message>
        <source>Rejected</source>
        <translation>Rejected</translation>
    </message>
    <message>
        <source>Rejection</source>
        <translation>Rejection</translation>
    </message>
    <message>
        <source>Row {number} has neither a name nor a product.</source>
        <translation>Row {number} has neither a name nor a product.</translation>
    </message>
    <message>
        <source>Row {number} has no amount.</source>
        <translation>Row {number} has no amount.</translation>
    </message>
    <message>
        <source>Row {number}: VAT of {expected} is part of {total}; the row says {vat}.</source>
        <translation>Row {number}: VAT of {expected} is part of {total}; the row says {vat}.</translation>
    </message>
    <message>
        <source>Row {number}: quantity times price is {product}, the amount is {total}.</source>
        <translation>Row {number}: quantity times price is {product}, the amount is {total}.</translation>
    </message>
    <message>
        <source>Row {number}: “{name}” is no number.</source>
        <translation>Row {number}: “{name}” is no number.</translation>
    </message>
    <message>
        <source>Saved</source>
        <translation>Saved</translation>
    </message>
    <message>
        <source>Sending</source>
        <translation>Sending</translation>
    </message>
    <message>
        <source>Sent</source>
        <translation>Sent</translation>
    </message>
    <message>
        <source>Sign 1 document for {companies}</source>
        <translation>Sign 1 document for {companies}</translation>
    </message>
    <message>
        <source>Sign {count} documents for {companies}</source>
        <translation>Sign {count} documents for {companies}</translation>
    </message>
    <message>
        <source>Signature</source>
        <translation>Signature</translation>
    </message>
    <message>
        <source>Signed</source>
        <translation>Signed</translation>
    </message>
    <message>
        <source>Signed and kept. It will be sent once this is settled: {error}</source>
        <translation>Signed and kept. It will be sent once this is settled: {error}</translation>
    </message>
    <message>
        <source>Signed and kept; it will be sent when the line is back. {error}</source>
        <translation>Signed and kept; it will be sent when the line is back. {error}</translation>
    </message>
    <message>
        <source>Status set</source>
        <translation>Status set</translation>
    </message>
    <message>
        <source>Step 1, content</source>
        <translation>Step 1, content</translation>
    </message>
    <message>
        <source>Step 10, revocation</source>
        <translation>Step 10, revocation</translation>
    </message>
    <message>
        <source>Step 11, time stamp</source>
        <translation>Step 11, time stamp</translation>
    </message>
    <message>
        <source>Step 2, signer's certificate</source>
        <translation>Step 2, signer's certificate</translation>
    </message>
    <message>
        <source>Step 3, algorithms</source>
        <translation>Step 3, algorithms</translation>
    </message>
    <message>
        <source>Step 4, signed attributes</source>
        <translation>Step 4, signed attributes</translation>
    </message>
    <message>
        <source>Step 5, digest</source>
        <translation>Step 5, digest</translation>
    </message>
    <message>
        <source>Step 6, signature</source>
        <translation>Step 6, signature</translation>
    </message>
    <message>
        <source>Step 7, purpose</source>
        <translation>Step 7, purpose</translation>
    </message>
    <message>
        <source>Step 8, signing time</source>
        <translation>Step 8, signing time</translation>
    </message>
    <message>
        <source>Step 9, chain</source>
        <translation>Step 9, chain</translation>
    </message>
    <message>
        <source>Stopped before E-IMZO was asked.</source>
        <translation>Stopped before E-IMZO was asked.</translation>
    </message>
    <message>
        <source>Stopped before it was signed.</source>
        <translation>Stopped before it was signed.</translation>
    </message>
    <message>
        <source>Stopped before the password was given.</source>
        <translation>Stopped before the password was given.</translation>
    </message>
    <message>
        <source>Stopped while E-IMZO was waiting. Close its password window if it is still open.</source>
        <translation>Stopped while E-IMZO was waiting. Close its password window if it is still open.</translation>
    </message>
    <message>
        <source>Stopped, because the outcome could not be saved: {error}</source>
        <translation>Stopped, because the outcome could not be saved: {error}</translation>
    </message>
    <message>
        <source>Taken back by a person before it was sent.</source>
        <translation>Taken back by a person before it was sent.</translation>
    </message>
    <message>
        <source>Taken back by a person; an earlier attempt is not known to have arrived.</source>
        <translation>Taken back by a person; an earlier attempt is not known to have arrived.</translation>
    </message>
    <message>
        <source>Tax document, saved</source>
        <translation>Tax document, saved</translation>
    </message>
    <message>
        <source>Tax document, saved and sent to the buyer</source>
        <translation>Tax document, saved and sent to the buyer</translation>
    </message>
    <message>
        <source>The PIN has a length that the card or token does not accept. It was not tried; sign again with the right one.</source>
        <translation>The PIN has a length that the card or token does not accept. It was not tried; sign again with the right one.</translation>
    </message>
    <message>
        <source>The PIN of the card or token is locked after too many wrong tries. Have it personalised anew where it was issued.</source>
        <translation>The PIN of the card or token is locked after too many wrong tries. Have it personalised anew where it was issued.</translation>
    </message>
    <message>
        <source>The POHODA document is not readable base64.</source>
        <translation>The POHODA document is not readable base64.</translation>
    </message>
    <message>
        <source>The RSA key is larger than this program accepts.</source>
        <translation>The RSA key is larger than this program accepts.</translation>
    </message>
    <message>
        <source>The RSA-PSS parameters are not those the key is bound to.</source>
        <translation>The RSA-PSS parameters are not those the key is bound to.</translation>
    </message>
    <message>
        <source>The address in the answer is not one of a secure web page.</source>
        <translation>The address in the answer is not one of a secure web page.</translation>
    </message>
    <message>
        <source>The address of the platform's own host is not set.</source>
        <translation>The address of the platform's own host is not set.</translation>
    </message>
    <message>
        <source>The address of the proxy cannot be used.</source>
        <translation>The address of the proxy cannot be used.</translation>
    </message>
    <message>
        <source>The address of your company at BitFaktura is not set.</source>
        <translation>The address of your company at BitFaktura is not set.</translation>
    </message>
    <message>
        <source>The address of {host} must begin with https.</source>
        <translation>The address of {host} must begin with https.</translation>
    </message>
    <message>
        <source>The amounts do not agree: {stated} {where}, {computed} {elsewhere} (a difference of {difference}).</source>
        <translation>The amounts do not agree: {stated} {where}, {computed} {elsewhere} (a difference of {difference}).</translation>
    </message>
    <message>
        <source>The answer about a certificate is larger than Muhr reads.</source>
        <translation>The answer about a certificate is larger than Muhr reads.</translation>
    </message>
    <message>
        <source>The answer could not be read ({why}); whether it was done must be asked.</source>
        <translation>The answer could not be read ({why}); whether it was done must be asked.</translation>
    </message>
    <message>
        <source>The answer could not be read.</source>
        <translation>The answer could not be read.</translation>
    </message>
    <message>
        <source>The answer could not be read: {error}.</source>
        <translation>The answer could not be read: {error}.</translation>
    </message>
    <message>
        <source>The answer does not name this document.</source>
        <translation>The answer does not name this document.</translation>
    </message>
    <message>
        <source>The answer does not prove that it was done; it must be asked.</source>
        <translation>The answer does not prove that it was done; it must be asked.</translation>
    </message>
    <message>
        <source>The answer does not say whether the invoice was taken.</source>
        <translation>The answer does not say whether the invoice was taken.</translation>
    </message>
    <message>
        <source>The answer holds no invoice.</source>
        <translation>The answer holds no invoice.</translation>
    </message>
    <message>
        <source>The answer is no archive.</source>
        <translation>The answer is no archive.</translation>
    </message>
    <message>
        <source>The answer of RS.ge could not be read: {error}.</source>
        <translation>The answer of RS.ge could not be read: {error}.</translation>
    </message>
    <message>
        <source>The answer of RS.ge could not be read; whether it was done must be asked.</source>
        <translation>The answer of RS.ge could not be read; whether it was done must be asked.</translation>
    </message>
    <message>
        <source>The answer of {host} is {what}.</source>
        <translation>The answer of {host} is {what}.</translation>
    </message>
    <message>
        <source>The answer of {host} is {what}; whether it was done must be asked.</source>
        <translation>The answer of {host} is {what}; whether it was done must be asked.</translation>
    </message>
    <message>
        <source>The archive changes while it is fetched.</source>
        <translation>The archive changes while it is fetched.</translation>
    </message>
    <message>
        <source>The archive could not be written to {target}: {strerror}</source>
        <translation>The archive could not be written to {target}: {strerror}</translation>
    </message>
    <message>
        <source>The archive has more than {most_signatures} signatures.</source>
        <translation>The archive has more than {most_signatures} signatures.</translation>
    </message>
    <message>
        <source>The archive is larger than allowed.</source>
        <translation>The archive is larger than allowed.</translation>
    </message>
    <message>
        <source>The archive is not read: {why}.</source>
        <translation>The archive is not read: {why}.</translation>
    </message>
    <message>
        <source>The balance of this account at Faktura.uz is too low. Top it up, then try again.</source>
        <translation>The balance of this account at Faktura.uz is too low. Top it up, then try again.</translation>
    </message>
    <message>
        <source>The buyer is missing.</source>
        <translation>The buyer is missing.</translation>
    </message>
    <message>
        <source>The buyer's tax number is missing.</source>
        <translation>The buyer's tax number is missing.</translation>
    </message>
    <message>
        <source>The buyer's tax number {number} does not look right.</source>
        <translation>The buyer's tax number {number} does not look right.</translation>
    </message>
    <message>
        <source>The buyer's tax number {tax_id} does not look right.</source>
        <translation>The buyer's tax number {tax_id} does not look right.</translation>
    </message>
    <message>
        <source>The certificate belongs to another company or person than the chosen key says; the signature is not used.</source>
        <translation>The certificate belongs to another company or person than the chosen key says; the signature is not used.</translation>
    </message>
    <message>
        <source>The certificate calls {common_name} “{title}”, not a director. The service may refuse the signature.</source>
        <translation>The certificate calls {common_name} “{title}”, not a director. The service may refuse the signature.</translation>
    </message>
    <message>
        <source>The certificate expired on {not_after}.</source>
        <translation>The certificate expired on {not_after}.</translation>
    </message>
    <message>
        <source>The certificate file {path} cannot be read.</source>
        <translation>The certificate file {path} cannot be read.</translation>
    </message>
    <message>
        <source>The certificate is not valid before {not_before}.</source>
        <translation>The certificate is not valid before {not_before}.</translation>
    </message>
    <message>
        <source>The certificate of this key expired on {end}.</source>
        <translation>The certificate of this key expired on {end}.</translation>
    </message>
    <message>
        <source>The certificate of this key expires on {end}, before the document is due on {due}.</source>
        <translation>The certificate of this key expires on {end}, before the document is due on {due}.</translation>
    </message>
    <message>
        <source>The certificate of this key has expired.</source>
        <translation>The certificate of this key has expired.</translation>
    </message>
    <message>
        <source>The certificate of this key is not valid yet.</source>
        <translation>The certificate of this key is not valid yet.</translation>
    </message>
    <message>
        <source>The certificate of this key is valid only from {start}.</source>
        <translation>The certificate of this key is valid only from {start}.</translation>
    </message>
    <message>
        <source>The code consists of digits.</source>
        <translation>The code consists of digits.</translation>
    </message>
    <message>
        <source>The company of this account cannot be changed while its outbox has work. Let it finish first.</source>
        <translation>The company of this account cannot be changed while its outbox has work. Let it finish first.</translation>
    </message>
    <message>
        <source>The connection breaks again and again.</source>
        <translation>The connection breaks again and again.</translation>
    </message>
    <message>
        <source>The content has the form of signature attributes and is not signed.</source>
        <translation>The content has the form of signature attributes and is not signed.</translation>
    </message>
    <message>
        <source>The credit limit of this account at Faktura.uz is used up. Settle it, then try again.</source>
        <translation>The credit limit of this account at Faktura.uz is used up. Settle it, then try again.</translation>
    </message>
    <message>
        <source>The data ends in the middle of an element.</source>
        <translation>The data ends in the middle of an element.</translation>
    </message>
    <message>
        <source>The data has a constructed element that no signed message uses.</source>
        <translation>The data has a constructed element that no signed message uses.</translation>
    </message>
    <message>
        <source>The data has a tag that no signed message uses.</source>
        <translation>The data has a tag that no signed message uses.</translation>
    </message>
    <message>
        <source>The data has an element {found} where {tag} belongs.</source>
        <translation>The data has an element {found} where {tag} belongs.</translation>
    </message>
    <message>
        <source>The data has an element {tag} where {expected} belongs.</source>
        <translation>The data has an element {tag} where {expected} belongs.</translation>
    </message>
    <message>
        <source>The data has more elements than Muhr reads.</source>
        <translation>The data has more elements than Muhr reads.</translation>
    </message>
    <message>
        <source>The data is empty.</source>
        <translation>The data is empty.</translation>
    </message>
    <message>
        <source>The data is larger than Muhr reads.</source>
        <translation>The data is larger than Muhr reads.</translation>
    </message>
    <message>
        <source>The data is nested deeper than Muhr reads.</source>
        <translation>The data is nested deeper than Muhr reads.</translation>
    </message>
    <message>
        <source>The data pack cannot be taken apart: it holds no items, or in a way not known here.</source>
        <translation>The data pack cannot be taken apart: it holds no items, or in a way not known here.</translation>
    </message>
    <message>
        <source>The digest algorithm</source>
        <translation>The digest algorithm</translation>
    </message>
    <message>
        <source>The disk is full. What was under way is not saved. Free some space, then start Muhr again.</source>
        <translation>The disk is full. What was under way is not saved. Free some space, then start Muhr again.</translation>
    </message>
    <message>
        <source>The disk under Muhr's folder could not be used ({cause}). What was under way is not saved. Check the disk, then start Muhr again.</source>
        <translation>The disk under Muhr's folder could not be used ({cause}). What was under way is not saved. Check the disk, then start Muhr again.</translation>
    </message>
    <message>
        <source>The document cannot be signed now: {status}.</source>
        <translation>The document cannot be signed now: {status}.</translation>
    </message>
    <message>
        <source>The document has changed since it was shown. Look at it again before it is signed.</source>
        <translation>The document has changed since it was shown. Look at it again before it is signed.</translation>
    </message>
    <message>
        <source>The document has changed since this was decided; nothing was sent. {note}</source>
        <translation>The document has changed since this was decided; nothing was sent. {note}</translation>
    </message>
    <message>
        <source>The document is not known here any more.</source>
        <translation>The document is not known here any more.</translation>
    </message>
    <message>
        <source>The document this signature belongs to is not in the archive.</source>
        <translation>The document this signature belongs to is not in the archive.</translation>
    </message>
    <message>
        <source>The document's date is missing or is no date.</source>
        <translation>The document's date is missing or is no date.</translation>
    </message>
    <message>
        <source>The document's number is missing.</source>
        <translation>The document's number is missing.</translation>
    </message>
    <message>
        <source>The document's total is missing or is no number.</source>
        <translation>The document's total is missing or is no number.</translation>
    </message>
    <message>
        <source>The drive with this key is not there any more. Put it in again. {again}</source>
        <translation>The drive with this key is not there any more. Put it in again. {again}</translation>
    </message>
    <message>
        <source>The entry has an order number of its own ({oid}): the service does not guard it against twins.</source>
        <translation>The entry has an order number of its own ({oid}): the service does not guard it against twins.</translation>
    </message>
    <message>
        <source>The entry's own id cannot serve as a key (16 to 64 letters and digits); a made one is sent instead.</source>
        <translation>The entry's own id cannot serve as a key (16 to 64 letters and digits); a made one is sent instead.</translation>
    </message>
    <message>
        <source>The file cannot be written: {strerror}.</source>
        <translation>The file cannot be written: {strerror}.</translation>
    </message>
    <message>
        <source>The file does not hold a certificate: {error}</source>
        <translation>The file does not hold a certificate: {error}</translation>
    </message>
    <message>
        <source>The file holds more keys and certificates than Muhr tries.</source>
        <translation>The file holds more keys and certificates than Muhr tries.</translation>
    </message>
    <message>
        <source>The file holds more than {most_items} documents. Split it.</source>
        <translation>The file holds more than {most_items} documents. Split it.</translation>
    </message>
    <message>
        <source>The file holds more than {most} invoices. Split it.</source>
        <translation>The file holds more than {most} invoices. Split it.</translation>
    </message>
    <message>
        <source>The file holds no INVOICE objects (a list, INVOICES, or one INVOICE).</source>
        <translation>The file holds no INVOICE objects (a list, INVOICES, or one INVOICE).</translation>
    </message>
    <message>
        <source>The file holds no certificate.</source>
        <translation>The file holds no certificate.</translation>
    </message>
    <message>
        <source>The file holds no invoices (SalesInvoice, or a data pack of POHODA).</source>
        <translation>The file holds no invoices (SalesInvoice, or a data pack of POHODA).</translation>
    </message>
    <message>
        <source>The file holds no invoices in JSON or JSV.</source>
        <translation>The file holds no invoices in JSON or JSV.</translation>
    </message>
    <message>
        <source>The file holds no invoices.</source>
        <translation>The file holds no invoices.</translation>
    </message>
    <message>
        <source>The file holds no invoices: a list, or an object with “invoice”, was expected.</source>
        <translation>The file holds no invoices: a list, or an object with “invoice”, was expected.</translation>
    </message>
    <message>
        <source>The file holds no invoices: none of the names is known.</source>
        <translation>The file holds no invoices: none of the names is known.</translation>
    </message>
    <message>
        <source>The file holds no lists of documents (invoices, acts_and_invoices, …).</source>
        <translation>The file holds no lists of documents (invoices, acts_and_invoices, …).</translation>
    </message>
    <message>
        <source>The file holds no private key.</source>
        <translation>The file holds no private key.</translation>
    </message>
    <message>
        <source>The file in the answer is no PDF.</source>
        <translation>The file in the answer is no PDF.</translation>
    </message>
    <message>
        <source>The file in the answer is not readable base64.</source>
        <translation>The file in the answer is not readable base64.</translation>
    </message>
    <message>
        <source>The file is larger than Muhr reads.</source>
        <translation>The file is larger than Muhr reads.</translation>
    </message>
    <message>
        <source>The file is larger than a key file can be.</source>
        <translation>The file is larger than a key file can be.</translation>
    </message>
    <message>
        <source>The file is larger than {value} MiB. Split it.</source>
        <translation>The file is larger than {value} MiB. Split it.</translation>
    </message>
    <message>
        <source>The file is neither JSON nor JSV: {error}.</source>
        <translation>The file is neither JSON nor JSV: {error}.</translation>
    </message>
    <message>
        <source>The file is nested too deeply (byte {mark}).</source>
        <translation>The file is nested too deeply (byte {mark}).</translation>
    </message>
    <message>
        <source>The file is not UTF-8 text (byte {error}).</source>
        <translation>The file is not UTF-8 text (byte {error}).</translation>
    </message>
    <message>
        <source>The file is not a key file, or is damaged. {error}</source>
        <translation>The file is not a key file, or is damaged. {error}</translation>
    </message>
    <message>
        <source>The file is not a key file.</source>
        <translation>The file is not a key file.</translation>
    </message>
    <message>
        <source>The file is not a signature. It is a document of an office program.</source>
        <translation>The file is not a signature. It is a document of an office program.</translation>
    </message>
    <message>
        <source>The file is not a signature. It is an archive, and no file in it is a signature.</source>
        <translation>The file is not a signature. It is an archive, and no file in it is a signature.</translation>
    </message>
    <message>
        <source>The file is not a signature. It is an empty archive.</source>
        <translation>The file is not a signature. It is an empty archive.</translation>
    </message>
    <message>
        <source>The file is not a signature. {sentence}</source>
        <translation>The file is not a signature. {sentence}</translation>
    </message>
    <message>
        <source>The file is not readable JSON ({where}): {msg}.</source>
        <translation>The file is not readable JSON ({where}): {msg}.</translation>
    </message>
    <message>
        <source>The file is not readable JSON: {error}.</source>
        <translation>The file is not readable JSON: {error}.</translation>
    </message>
    <message>
        <source>The file is not readable XML (line {number}, column {column}): {said}.</source>
        <translation>The file is not readable XML (line {number}, column {column}): {said}.</translation>
    </message>
    <message>
        <source>The file is not readable XML: {why}.</source>
        <translation>The file is not readable XML: {why}.</translation>
    </message>
    <message>
        <source>The file of certificate authorities cannot be read: {ca_file}</source>
        <translation>The file of certificate authorities cannot be read: {ca_file}</translation>
    </message>
    <message>
        <source>The file of the certificate cannot be removed from {folder}.</source>
        <translation>The file of the certificate cannot be removed from {folder}.</translation>
    </message>
    <message>
        <source>The file {name} is a database, but not a workspace of Muhr.</source>
        <translation>The file {name} is a database, but not a workspace of Muhr.</translation>
    </message>
    <message>
        <source>The file {path} does not hold a certificate: {error}</source>
        <translation>The file {path} does not hold a certificate: {error}</translation>
    </message>
    <message>
        <source>The file {path} holds several certificates; change it yourself.</source>
        <translation>The file {path} holds several certificates; change it yourself.</translation>
    </message>
    <message>
        <source>The folder {folder} cannot be read.</source>
        <translation>The folder {folder} cannot be read.</translation>
    </message>
    <message>
        <source>The folder {parent} cannot be written.</source>
        <translation>The folder {parent} cannot be written.</translation>
    </message>
    <message>
        <source>The invoice has no rows.</source>
        <translation>The invoice has no rows.</translation>
    </message>
    <message>
        <source>The invoice is among the cancelled ones.</source>
        <translation>The invoice is among the cancelled ones.</translation>
    </message>
    <message>
        <source>The invoice is issued.</source>
        <translation>The invoice is issued.</translation>
    </message>
    <message>
        <source>The invoice is not among the cancelled ones.</source>
        <translation>The invoice is not among the cancelled ones.</translation>
    </message>
    <message>
        <source>The invoice is still a draft.</source>
        <translation>The invoice is still a draft.</translation>
    </message>
    <message>
        <source>The key belongs to {signer} ({whose}), not to {company} ({number}).</source>
        <translation>The key belongs to {signer} ({whose}), not to {company} ({number}).</translation>
    </message>
    <message>
        <source>The key file asks for more work than Muhr does to open a key.</source>
        <translation>The key file asks for more work than Muhr does to open a key.</translation>
    </message>
    <message>
        <source>The key file cannot be read from the disk.</source>
        <translation>The key file cannot be read from the disk.</translation>
    </message>
    <message>
        <source>The key file derives a key of the wrong length.</source>
        <translation>The key file derives a key of the wrong length.</translation>
    </message>
    <message>
        <source>The key file has a part that no password opens.</source>
        <translation>The key file has a part that no password opens.</translation>
    </message>
    <message>
        <source>The key file has a version that does not exist.</source>
        <translation>The key file has a version that does not exist.</translation>
    </message>
    <message>
        <source>The key file has an empty or a very long salt.</source>
        <translation>The key file has an empty or a very long salt.</translation>
    </message>
    <message>
        <source>The key file has an encrypted part of an unknown kind.</source>
        <translation>The key file has an encrypted part of an unknown kind.</translation>
    </message>
    <message>
        <source>The key file has an initial value of the wrong length.</source>
        <translation>The key file has an initial value of the wrong length.</translation>
    </message>
    <message>
        <source>The key file has an iteration count that does not exist.</source>
        <translation>The key file has an iteration count that does not exist.</translation>
    </message>
    <message>
        <source>The key file has more parts than Muhr reads.</source>
        <translation>The key file has more parts than Muhr reads.</translation>
    </message>
    <message>
        <source>The key file has no integrity check, so it cannot be trusted.</source>
        <translation>The key file has no integrity check, so it cannot be trusted.</translation>
    </message>
    <message>
        <source>The key file holds another key than the list shows. {again}</source>
        <translation>The key file holds another key than the list shows. {again}</translation>
    </message>
    <message>
        <source>The key file is damaged. {error}</source>
        <translation>The key file is damaged. {error}</translation>
    </message>
    <message>
        <source>The key file is nested deeper than Muhr reads.</source>
        <translation>The key file is nested deeper than Muhr reads.</translation>
    </message>
    <message>
        <source>The key file is protected by another key, not by a password.</source>
        <translation>The key file is protected by another key, not by a password.</translation>
    </message>
    <message>
        <source>The key file uses a {what} that Muhr does not know ({oid}).</source>
        <translation>The key file uses a {what} that Muhr does not know ({oid}).</translation>
    </message>
    <message>
        <source>The key file's integrity check has the wrong length.</source>
        <translation>The key file's integrity check has the wrong length.</translation>
    </message>
    <message>
        <source>The key file's integrity check is not one Muhr knows.</source>
        <translation>The key file's integrity check is not one Muhr knows.</translation>
    </message>
    <message>
        <source>The key has no certificate.</source>
        <translation>The key has no certificate.</translation>
    </message>
    <message>
        <source>The key is encrypted in an old way that Muhr does not open.</source>
        <translation>The key is encrypted in an old way that Muhr does not open.</translation>
    </message>
    <message>
        <source>The key is neither an RSA nor an EC key.</source>
        <translation>The key is neither an RSA nor an EC key.</translation>
    </message>
    <message>
        <source>The key says of itself that it expired on {not_after}.</source>
        <translation>The key says of itself that it expired on {not_after}.</translation>
    </message>
    <message>
        <source>The key says of itself that it is not valid before {not_before}.</source>
        <translation>The key says of itself that it is not valid before {not_before}.</translation>
    </message>
    <message>
        <source>The key usage of a certificate is broken.</source>
        <translation>The key usage of a certificate is broken.</translation>
    </message>
    <message>
        <source>The key was closed.</source>
        <translation>The key was closed.</translation>
    </message>
    <message>
        <source>The key's algorithm</source>
        <translation>The key's algorithm</translation>
    </message>
    <message>
        <source>The key's certificate cannot be read.</source>
        <translation>The key's certificate cannot be read.</translation>
    </message>
    <message>
        <source>The key's certificate does not name a use that E-IMZO knows. Ask who issued the key.</source>
        <translation>The key's certificate does not name a use that E-IMZO knows. Ask who issued the key.</translation>
    </message>
    <message>
        <source>The key's curve</source>
        <translation>The key's curve</translation>
    </message>
    <message>
        <source>The key's curve, given by its own parameters,</source>
        <translation>The key's curve, given by its own parameters,</translation>
    </message>
    <message>
        <source>The key's parameter set</source>
        <translation>The key's parameter set</translation>
    </message>
    <message>
        <source>The keyring of this computer did not answer ({cause}). Unlock it and try again.</source>
        <translation>The keyring of this computer did not answer ({cause}). Unlock it and try again.</translation>
    </message>
    <message>
        <source>The length of an element is not written in its shortest form.</source>
        <translation>The length of an element is not written in its shortest form.</translation>
    </message>
    <message>
        <source>The list {path} cannot be read; the certificates that come with Muhr are not trusted.</source>
        <translation>The list {path} cannot be read; the certificates that come with Muhr are not trusted.</translation>
    </message>
    <message>
        <source>The login was answered with something else than a token.</source>
        <translation>The login was answered with something else than a token.</translation>
    </message>
    <message>
        <source>The login was not begun, or the code has been used.</source>
        <translation>The login was not begun, or the code has been used.</translation>
    </message>
    <message>
        <source>The mask function</source>
        <translation>The mask function</translation>
    </message>
    <message>
        <source>The message has a version that does not exist.</source>
        <translation>The message has a version that does not exist.</translation>
    </message>
    <message>
        <source>The message has more beside its content than Muhr reads.</source>
        <translation>The message has more beside its content than Muhr reads.</translation>
    </message>
    <message>
        <source>The message has more certificates than Muhr reads.</source>
        <translation>The message has more certificates than Muhr reads.</translation>
    </message>
    <message>
        <source>The message has more revocation lists than Muhr reads.</source>
        <translation>The message has more revocation lists than Muhr reads.</translation>
    </message>
    <message>
        <source>The message has more signers than Muhr reads.</source>
        <translation>The message has more signers than Muhr reads.</translation>
    </message>
    <message>
        <source>The message is larger than Muhr reads.</source>
        <translation>The message is larger than Muhr reads.</translation>
    </message>
    <message>
        <source>The message is not a signed one.</source>
        <translation>The message is not a signed one.</translation>
    </message>
    <message>
        <source>The message names more digest algorithms than Muhr reads.</source>
        <translation>The message names more digest algorithms than Muhr reads.</translation>
    </message>
    <message>
        <source>The message's digest algorithm does not fit the signature algorithm {name}.</source>
        <translation>The message's digest algorithm does not fit the signature algorithm {name}.</translation>
    </message>
    <message>
        <source>The message's digest algorithm is not the one of its RSA-PSS parameters.</source>
        <translation>The message's digest algorithm is not the one of its RSA-PSS parameters.</translation>
    </message>
    <message>
        <source>The month of a declaration is written like 202601.</source>
        <translation>The month of a declaration is written like 202601.</translation>
    </message>
    <message>
        <source>The name constraints of a certificate are empty.</source>
        <translation>The name constraints of a certificate are empty.</translation>
    </message>
    <message>
        <source>The name of the key file has characters that E-IMZO does not accept. {again}</source>
        <translation>The name of the key file has characters that E-IMZO does not accept. {again}</translation>
    </message>
    <message>
        <source>The name “{name}” stands twice in one object: it is not clear which one counts.</source>
        <translation>The name “{name}” stands twice in one object: it is not clear which one counts.</translation>
    </message>
    <message>
        <source>The name “{name}” stands twice in one object{where}: it is not clear which one counts.</source>
        <translation>The name “{name}” stands twice in one object{where}: it is not clear which one counts.</translation>
    </message>
    <message>
        <source>The new passwords are not the same. {not_for_signing}</source>
        <translation>The new passwords are not the same. {not_for_signing}</translation>
    </message>
    <message>
        <source>The new signature bears another signer than the chosen key and is not used.</source>
        <translation>The new signature bears another signer than the chosen key and is not used.</translation>
    </message>
    <message>
        <source>The new signature did not pass verification and is not used.</source>
        <translation>The new signature did not pass verification and is not used.</translation>
    </message>
    <message>
        <source>The offer of Faktura.uz is not signed yet. Sign it on its web page, then try again.</source>
        <translation>The offer of Faktura.uz is not signed yet. Sign it on its web page, then try again.</translation>
    </message>
    <message>
        <source>The pack is from the books of {company}, not of this account ({ours}).</source>
        <translation>The pack is from the books of {company}, not of this account ({ours}).</translation>
    </message>
    <message>
        <source>The parameters of RSA-PSS are not readable: {problem}.</source>
        <translation>The parameters of RSA-PSS are not readable: {problem}.</translation>
    </message>
    <message>
        <source>The parameters of RSA-PSS are out of range.</source>
        <translation>The parameters of RSA-PSS are out of range.</translation>
    </message>
    <message>
        <source>The password does not open this key file.</source>
        <translation>The password does not open this key file.</translation>
    </message>
    <message>
        <source>The password is longer than any key file's.</source>
        <translation>The password is longer than any key file's.</translation>
    </message>
    <message>
        <source>The password is not readable text.</source>
        <translation>The password is not readable text.</translation>
    </message>
    <message>
        <source>The password of this account is not stored on this computer.</source>
        <translation>The password of this account is not stored on this computer.</translation>
    </message>
    <message>
        <source>The policy constraints of a certificate are broken.</source>
        <translation>The policy constraints of a certificate are broken.</translation>
    </message>
    <message>
        <source>The policy constraints of a certificate are empty.</source>
        <translation>The policy constraints of a certificate are empty.</translation>
    </message>
    <message>
        <source>The private key and the certificate do not belong together. Get a new key.</source>
        <translation>The private key and the certificate do not belong together. Get a new key.</translation>
    </message>
    <message>
        <source>The private key and the certificate in the file do not belong together.</source>
        <translation>The private key and the certificate in the file do not belong together.</translation>
    </message>
    <message>
        <source>The private key in the file is damaged, or of an unknown kind.</source>
        <translation>The private key in the file is damaged, or of an unknown kind.</translation>
    </message>
    <message>
        <source>The private key in the file is damaged.</source>
        <translation>The private key in the file is damaged.</translation>
    </message>
    <message>
        <source>The private key in the file is damaged: it is not a whole number of cipher blocks.</source>
        <translation>The private key in the file is damaged: it is not a whole number of cipher blocks.</translation>
    </message>
    <message>
        <source>The private key is out of range.</source>
        <translation>The private key is out of range.</translation>
    </message>
    <message>
        <source>The private key on the token is not meant for signing.</source>
        <translation>The private key on the token is not meant for signing.</translation>
    </message>
    <message>
        <source>The program is closing.</source>
        <translation>The program is closing.</translation>
    </message>
    <message>
        <source>The provider cannot be asked what became of it.</source>
        <translation>The provider cannot be asked what became of it.</translation>
    </message>
    <message>
        <source>The provider does not show it yet; it is asked once more before anything is sent again.</source>
        <translation>The provider does not show it yet; it is asked once more before anything is sent again.</translation>
    </message>
    <message>
        <source>The provider gave no hash code for this document.</source>
        <translation>The provider gave no hash code for this document.</translation>
    </message>
    <message>
        <source>The provider gave the same hash code for another document of this selection; neither is signed.</source>
        <translation>The provider gave the same hash code for another document of this selection; neither is signed.</translation>
    </message>
    <message>
        <source>The provider is asked once more {when}; if it still has nothing, the same bytes are sent again.</source>
        <translation>The provider is asked once more {when}; if it still has nothing, the same bytes are sent again.</translation>
    </message>
    <message>
        <source>The provider is asked what became of it</source>
        <translation>The provider is asked what became of it</translation>
    </message>
    <message>
        <source>The provider is asked what became of it; nothing is sent before the answer is there.</source>
        <translation>The provider is asked what became of it; nothing is sent before the answer is there.</translation>
    </message>
    <message>
        <source>The provider is still working on it and is asked again {when}.</source>
        <translation>The provider is still working on it and is asked again {when}.</translation>
    </message>
    <message>
        <source>The provider is still working on it.</source>
        <translation>The provider is still working on it.</translation>
    </message>
    <message>
        <source>The provider refused it: {why} Put that right, then start again from the document.</source>
        <translation>The provider refused it: {why} Put that right, then start again from the document.</translation>
    </message>
    <message>
        <source>The provider said twice that it did not happen; the same bytes are sent again.</source>
        <translation>The provider said twice that it did not happen; the same bytes are sent again.</translation>
    </message>
    <message>
        <source>The provider shows that it did not happen and no longer can.</source>
        <translation>The provider shows that it did not happen and no longer can.</translation>
    </message>
    <message>
        <source>The provider shows that it happened.</source>
        <translation>The provider shows that it happened.</translation>
    </message>
    <message>
        <source>The proxy of this network wants a password.</source>
        <translation>The proxy of this network wants a password.</translation>
    </message>
    <message>
        <source>The public key does not have 64 bytes.</source>
        <translation>The public key does not have 64 bytes.</translation>
    </message>
    <message>
        <source>The public key is not a point of its curve.</source>
        <translation>The public key is not a point of its curve.</translation>
    </message>
    <message>
        <source>The public key is not readable: {problem}.</source>
        <translation>The public key is not readable: {problem}.</translation>
    </message>
    <message>
        <source>The public key is not usable: {why}.</source>
        <translation>The public key is not usable: {why}.</translation>
    </message>
    <message>
        <source>The public key is on another curve than it names.</source>
        <translation>The public key is on another curve than it names.</translation>
    </message>
    <message>
        <source>The public key is on none of the known curves.</source>
        <translation>The public key is on none of the known curves.</translation>
    </message>
    <message>
        <source>The question was answered before.</source>
        <translation>The question was answered before.</translation>
    </message>
    <message>
        <source>The revocation list has more lines than Muhr reads.</source>
        <translation>The revocation list has more lines than Muhr reads.</translation>
    </message>
    <message>
        <source>The revocation list is larger than Muhr reads.</source>
        <translation>The revocation list is larger than Muhr reads.</translation>
    </message>
    <message>
        <source>The rows of this document could not be read: look at the provider's own text before signing.</source>
        <translation>The rows of this document could not be read: look at the provider's own text before signing.</translation>
    </message>
    <message>
        <source>The same key, or the very same document, stands in this file before ({first}).</source>
        <translation>The same key, or the very same document, stands in this file before ({first}).</translation>
    </message>
    <message>
        <source>The same key, or the very same invoice, stands in this file before ({first}).</source>
        <translation>The same key, or the very same invoice, stands in this file before ({first}).</translation>
    </message>
    <message>
        <source>The same number and amount from {name} are already known</source>
        <translation>The same number and amount from {name} are already known</translation>
    </message>
    <message>
        <source>The same number and amount to {name} are already known</source>
        <translation>The same number and amount to {name} are already known</translation>
    </message>
    <message>
        <source>The seller's tax number is missing.</source>
        <translation>The seller's tax number is missing.</translation>
    </message>
    <message>
        <source>The seller's tax number {tax_id} is not this account's ({company_tax_id}).</source>
        <translation>The seller's tax number {tax_id} is not this account's ({company_tax_id}).</translation>
    </message>
    <message>
        <source>The seller's tax number {theirs} is not this account's ({own}).</source>
        <translation>The seller's tax number {theirs} is not this account's ({own}).</translation>
    </message>
    <message>
        <source>The sender's tax number {tax_id} is not this account's ({company_tax_id}).</source>
        <translation>The sender's tax number {tax_id} is not this account's ({company_tax_id}).</translation>
    </message>
    <message>
        <source>The service cannot be reached for {company}: {error}</source>
        <translation>The service cannot be reached for {company}: {error}</translation>
    </message>
    <message>
        <source>The service does not accept the login of {company}: {error}</source>
        <translation>The service does not accept the login of {company}: {error}</translation>
    </message>
    <message>
        <source>The service does not offer this call.</source>
        <translation>The service does not offer this call.</translation>
    </message>
    <message>
        <source>The service has opened no session for this login.</source>
        <translation>The service has opened no session for this login.</translation>
    </message>
    <message>
        <source>The service refused the invoice ({code}).</source>
        <translation>The service refused the invoice ({code}).</translation>
    </message>
    <message>
        <source>The service refused the invoice and did not say why.</source>
        <translation>The service refused the invoice and did not say why.</translation>
    </message>
    <message>
        <source>The service refused: {said}</source>
        <translation>The service refused: {said}</translation>
    </message>
    <message>
        <source>The signature algorithm</source>
        <translation>The signature algorithm</translation>
    </message>
    <message>
        <source>The signature algorithm does not say its digest.</source>
        <translation>The signature algorithm does not say its digest.</translation>
    </message>
    <message>
        <source>The signature algorithm has parameters it must not have.</source>
        <translation>The signature algorithm has parameters it must not have.</translation>
    </message>
    <message>
        <source>The signature algorithm {name} does not fit a key of {value}.</source>
        <translation>The signature algorithm {name} does not fit a key of {value}.</translation>
    </message>
    <message>
        <source>The signature does not fit the signed data and the key.</source>
        <translation>The signature does not fit the signed data and the key.</translation>
    </message>
    <message>
        <source>The signature file {name} beside it carries other content and does not sign it.</source>
        <translation>The signature file {name} beside it carries other content and does not sign it.</translation>
    </message>
    <message>
        <source>The signature got no time stamp and is not used ({why}).</source>
        <translation>The signature got no time stamp and is not used ({why}).</translation>
    </message>
    <message>
        <source>The signature or the hash has a wrong length.</source>
        <translation>The signature or the hash has a wrong length.</translation>
    </message>
    <message>
        <source>The signature's numbers are out of range.</source>
        <translation>The signature's numbers are out of range.</translation>
    </message>
    <message>
        <source>The signed content is inside of the signature file.</source>
        <translation>The signed content is inside of the signature file.</translation>
    </message>
    <message>
        <source>The status does not tell whether it happened: {text}. Look at Faktura.uz's web page.</source>
        <translation>The status does not tell whether it happened: {text}. Look at Faktura.uz's web page.</translation>
    </message>
    <message>
        <source>The status does not tell whether it happened: {text}. Look at RS.ge's web page.</source>
        <translation>The status does not tell whether it happened: {text}. Look at RS.ge's web page.</translation>
    </message>
    <message>
        <source>The stored bytes of this row are damaged. They will not be sent.</source>
        <translation>The stored bytes of this row are damaged. They will not be sent.</translation>
    </message>
    <message>
        <source>The tax number of {name} does not look right: {number}.</source>
        <translation>The tax number of {name} does not look right: {number}.</translation>
    </message>
    <message>
        <source>The text does not hold exactly one signed message.</source>
        <translation>The text does not hold exactly one signed message.</translation>
    </message>
    <message>
        <source>The text has a block without an end, or too many blocks.</source>
        <translation>The text has a block without an end, or too many blocks.</translation>
    </message>
    <message>
        <source>The text is not valid base64.</source>
        <translation>The text is not valid base64.</translation>
    </message>
    <message>
        <source>The text of the key file is damaged.</source>
        <translation>The text of the key file is damaged.</translation>
    </message>
    <message>
        <source>The time of a time stamp is not written as it must be.</source>
        <translation>The time of a time stamp is not written as it must be.</translation>
    </message>
    <message>
        <source>The token gave something that is no signature.</source>
        <translation>The token gave something that is no signature.</translation>
    </message>
    <message>
        <source>The token holds no private key for this certificate.</source>
        <translation>The token holds no private key for this certificate.</translation>
    </message>
    <message>
        <source>The token is locked after too many wrong PINs. Whoever issued it can unlock it.</source>
        <translation>The token is locked after too many wrong PINs. Whoever issued it can unlock it.</translation>
    </message>
    <message>
        <source>The token “{place}” with this key is not there. Put it in and try again.</source>
        <translation>The token “{place}” with this key is not there. Put it in and try again.</translation>
    </message>
    <message>
        <source>The total is not known before the import: a row has no price or no VAT rate of its own.</source>
        <translation>The total is not known before the import: a row has no price or no VAT rate of its own.</translation>
    </message>
    <message>
        <source>The very same document stands in this file before ({first}).</source>
        <translation>The very same document stands in this file before ({first}).</translation>
    </message>
    <message>
        <source>The very same invoice stands in this file before ({first}).</source>
        <translation>The very same invoice stands in this file before ({first}).</translation>
    </message>
    <message>
        <source>The {side}'s tax number is missing.</source>
        <translation>The {side}'s tax number is missing.</translation>
    </message>
    <message>
        <source>The {side}'s tax number {tax_id} does not look right.</source>
        <translation>The {side}'s tax number {tax_id} does not look right.</translation>
    </message>
    <message>
        <source>There is no certificate for this key.</source>
        <translation>There is no certificate for this key.</translation>
    </message>
    <message>
        <source>There is no login at this address. {problem}</source>
        <translation>There is no login at this address. {problem}</translation>
    </message>
    <message>
        <source>There is no room left for the file.</source>
        <translation>There is no room left for the file.</translation>
    </message>
    <message>
        <source>There is no such account.</source>
        <translation>There is no such account.</translation>
    </message>
    <message>
        <source>There is no such row in the outbox.</source>
        <translation>There is no such row in the outbox.</translation>
    </message>
    <message>
        <source>There is no time where a time belongs.</source>
        <translation>There is no time where a time belongs.</translation>
    </message>
    <message>
        <source>There is nothing to decide: the outcome is known.</source>
        <translation>There is nothing to decide: the outcome is known.</translation>
    </message>
    <message>
        <source>There is something else where a certificate belongs.</source>
        <translation>There is something else where a certificate belongs.</translation>
    </message>
    <message>
        <source>These bytes are not a signed message.</source>
        <translation>These bytes are not a signed message.</translation>
    </message>
    <message>
        <source>This account is not in the workspace. It may have been removed meanwhile.</source>
        <translation>This account is not in the workspace. It may have been removed meanwhile.</translation>
    </message>
    <message>
        <source>This account is set to the documented calls only, which cannot {what}.</source>
        <translation>This account is set to the documented calls only, which cannot {what}.</translation>
    </message>
    <message>
        <source>This account still has work in the outbox. Let it finish or cancel it first.</source>
        <translation>This account still has work in the outbox. Let it finish or cancel it first.</translation>
    </message>
    <message>
        <source>This account's connection is closed.</source>
        <translation>This account's connection is closed.</translation>
    </message>
    <message>
        <source>This certificate belongs to a person or a server, not to an authority. It cannot be trusted as one.</source>
        <translation>This certificate belongs to a person or a server, not to an authority. It cannot be trusted as one.</translation>
    </message>
    <message>
        <source>This computer's clock is {minutes} minutes {way}. Put it right: the signing time is written by it.</source>
        <translation>This computer's clock is {minutes} minutes {way}. Put it right: the signing time is written by it.</translation>
    </message>
    <message>
        <source>This entry is no document: it is no INVOICE object.</source>
        <translation>This entry is no document: it is no INVOICE object.</translation>
    </message>
    <message>
        <source>This entry is no document: “head” or “document” is missing or has the wrong form.</source>
        <translation>This entry is no document: “head” or “document” is missing or has the wrong form.</translation>
    </message>
    <message>
        <source>This entry is no invoice.</source>
        <translation>This entry is no invoice.</translation>
    </message>
    <message>
        <source>This is already in the outbox, or already done{named}. Nothing was added.</source>
        <translation>This is already in the outbox, or already done{named}. Nothing was added.</translation>
    </message>
    <message>
        <source>This is an XML file. Muhr reads registers in JSON.</source>
        <translation>This is an XML file. Muhr reads registers in JSON.</translation>
    </message>
    <message>
        <source>This is an XML file. RS.ge takes JSON.</source>
        <translation>This is an XML file. RS.ge takes JSON.</translation>
    </message>
    <message>
        <source>This is another token: the key lies on number {serial}, and {other} was put in. Put the right one in and sign what is left.</source>
        <translation>This is another token: the key lies on number {serial}, and {other} was put in. Put the right one in and sign what is left.</translation>
    </message>
    <message>
        <source>This is not a file.</source>
        <translation>This is not a file.</translation>
    </message>
    <message>
        <source>This is not the id of a document at BitFaktura.</source>
        <translation>This is not the id of a document at BitFaktura.</translation>
    </message>
    <message>
        <source>This is not the id of a document.</source>
        <translation>This is not the id of a document.</translation>
    </message>
    <message>
        <source>This is not the id of a record at BitFaktura.</source>
        <translation>This is not the id of a record at BitFaktura.</translation>
    </message>
    <message>
        <source>This is not the number of an invoice.</source>
        <translation>This is not the number of an invoice.</translation>
    </message>
    <message>
        <source>This is the first document known here with {name}.</source>
        <translation>This is the first document known here with {name}.</translation>
    </message>
    <message>
        <source>This is the last try: another wrong PIN locks the token.</source>
        <translation>This is the last try: another wrong PIN locks the token.</translation>
    </message>
    <message>
        <source>This key does not live in a file.</source>
        <translation>This key does not live in a file.</translation>
    </message>
    <message>
        <source>This key is not for signing: {why}.</source>
        <translation>This key is not for signing: {why}.</translation>
    </message>
    <message>
        <source>This program does not speak to {title}.</source>
        <translation>This program does not speak to {title}.</translation>
    </message>
    <message>
        <source>This service asks for no one-time code.</source>
        <translation>This service asks for no one-time code.</translation>
    </message>
    <message>
        <source>This service gives no files of documents.</source>
        <translation>This service gives no files of documents.</translation>
    </message>
    <message>
        <source>This service gives no public links.</source>
        <translation>This service gives no public links.</translation>
    </message>
    <message>
        <source>This service has no list of documents.</source>
        <translation>This service has no list of documents.</translation>
    </message>
    <message>
        <source>This token is signing already. Wait until that is finished.</source>
        <translation>This token is signing already. Wait until that is finished.</translation>
    </message>
    <message>
        <source>This token will ask {count} times, once for each document.</source>
        <translation>This token will ask {count} times, once for each document.</translation>
    </message>
    <message>
        <source>This version of E-IMZO is too old for what was asked. Install the newest one from e-imzo.uz.</source>
        <translation>This version of E-IMZO is too old for what was asked. Install the newest one from e-imzo.uz.</translation>
    </message>
    <message>
        <source>This workspace was written by a newer Muhr (its schema is {found}; this Muhr, {program}, knows schemas {first_version} to {version}). Install the newer Muhr, or choose another folder.</source>
        <translation>This workspace was written by a newer Muhr (its schema is {found}; this Muhr, {program}, knows schemas {first_version} to {version}). Install the newer Muhr, or choose another folder.</translation>
    </message>
    <message>
        <source>What E-IMZO gave did not pass verification and is not used.</source>
        <translation>What E-IMZO gave did not pass verification and is not used.</translation>
    </message>
    <message>
        <source>What came is no {form} file.</source>
        <translation>What came is no {form} file.</translation>
    </message>
    <message>
        <source>What came is not a readable ZIP archive.</source>
        <translation>What came is not a readable ZIP archive.</translation>
    </message>
    <message>
        <source>Whose key it is shows only with the first signature; Muhr looks before anything is sent.</source>
        <translation>Whose key it is shows only with the first signature; Muhr looks before anything is sent.</translation>
    </message>
    <message>
        <source>Whose key this is shows only with the first signature. Muhr looks then, before anything is sent.</source>
        <translation>Whose key this is shows only with the first signature. Muhr looks then, before anything is sent.</translation>
    </message>
    <message>
        <source>Your company is not a side of this document.</source>
        <translation>Your company is not a side of this document.</translation>
    </message>
    <message>
        <source>a certificate in the message cannot be read: {unreadable}</source>
        <translation>a certificate in the message cannot be read: {unreadable}</translation>
    </message>
    <message>
        <source>a certificate of the chain cannot be processed ({name})</source>
        <translation>a certificate of the chain cannot be processed ({name})</translation>
    </message>
    <message>
        <source>a certificate of the chain expired on {expired_dt}</source>
        <translation>a certificate of the chain expired on {expired_dt}</translation>
    </message>
    <message>
        <source>a certificate of the chain is not valid before {valid_from}</source>
        <translation>a certificate of the chain is not valid before {valid_from}</translation>
    </message>
    <message>
        <source>a certificate of the chain: {unknown}</source>
        <translation>a certificate of the chain: {unknown}</translation>
    </message>
    <message>
        <source>a countersignature has a content type</source>
        <translation>a countersignature has a content type</translation>
    </message>
    <message>
        <source>a countersignature stands among the signed attributes</source>
        <translation>a countersignature stands among the signed attributes</translation>
    </message>
    <message>
        <source>a date</source>
        <translation>a date</translation>
    </message>
    <message>
        <source>a date is wanted (2026-02-28)</source>
        <translation>a date is wanted (2026-02-28)</translation>
    </message>
    <message>
        <source>a name in it has control characters</source>
        <translation>a name in it has control characters</translation>
    </message>
    <message>
        <source>a name in it is nested too deep</source>
        <translation>a name in it is nested too deep</translation>
    </message>
    <message>
        <source>a name in it is not the UTF-8 it says to be</source>
        <translation>a name in it is not the UTF-8 it says to be</translation>
    </message>
    <message>
        <source>a privilege was withdrawn</source>
        <translation>a privilege was withdrawn</translation>
    </message>
    <message>
        <source>a status of reading</source>
        <translation>a status of reading</translation>
    </message>
    <message>
        <source>a web page came instead of data; a sign-in page may be in the way</source>
        <translation>a web page came instead of data; a sign-in page may be in the way</translation>
    </message>
    <message>
        <source>a whole number</source>
        <translation>a whole number</translation>
    </message>
    <message>
        <source>a whole number (64 bits)</source>
        <translation>a whole number (64 bits)</translation>
    </message>
    <message>
        <source>a whole number from 0 (64 bits)</source>
        <translation>a whole number from 0 (64 bits)</translation>
    </message>
    <message>
        <source>a whole number from 0 to 4294967295</source>
        <translation>a whole number from 0 to 4294967295</translation>
    </message>
    <message>
        <source>a whole number from 0 to 65535</source>
        <translation>a whole number from 0 to 65535</translation>
    </message>
    <message>
        <source>all own connections are busy</source>
        <translation>all own connections are busy</translation>
    </message>
    <message>
        <source>an amount</source>
        <translation>an amount</translation>
    </message>
    <message>
        <source>an amount above nothing is wanted</source>
        <translation>an amount above nothing is wanted</translation>
    </message>
    <message>
        <source>an e-mail address is wanted</source>
        <translation>an e-mail address is wanted</translation>
    </message>
    <message>
        <source>an entry has no name or a very long one</source>
        <translation>an entry has no name or a very long one</translation>
    </message>
    <message>
        <source>an entry is longer than the archive</source>
        <translation>an entry is longer than the archive</translation>
    </message>
    <message>
        <source>another request was being processed</source>
        <translation>another request was being processed</translation>
    </message>
    <message>
        <source>as subtotal and taxes</source>
        <translation>as subtotal and taxes</translation>
    </message>
    <message>
        <source>as the sum of the rows</source>
        <translation>as the sum of the rows</translation>
    </message>
    <message>
        <source>as the total</source>
        <translation>as the total</translation>
    </message>
    <message>
        <source>as the total of row {index}</source>
        <translation>as the total of row {index}</translation>
    </message>
    <message>
        <source>by its own parts</source>
        <translation>by its own parts</translation>
    </message>
    <message>
        <source>date: this is missing or is no date (2026-02-28).</source>
        <translation>date: this is missing or is no date (2026-02-28).</translation>
    </message>
    <message>
        <source>error {number}</source>
        <translation>error {number}</translation>
    </message>
    <message>
        <source>given up</source>
        <translation>given up</translation>
    </message>
    <message>
        <source>gross: {gross}, but netto and VAT add up to {sum}.</source>
        <translation>gross: {gross}, but netto and VAT add up to {sum}.</translation>
    </message>
    <message>
        <source>has an unknown value ({value})</source>
        <translation>has an unknown value ({value})</translation>
    </message>
    <message>
        <source>has neither productCode nor description</source>
        <translation>has neither productCode nor description</translation>
    </message>
    <message>
        <source>in a moment</source>
        <translation>in a moment</translation>
    </message>
    <message>
        <source>in the document</source>
        <translation>in the document</translation>
    </message>
    <message>
        <source>in the list</source>
        <translation>in the list</translation>
    </message>
    <message>
        <source>in {count} minutes</source>
        <translation>in {count} minutes</translation>
    </message>
    <message>
        <source>in {count} seconds</source>
        <translation>in {count} seconds</translation>
    </message>
    <message>
        <source>invoiceType: {kind} is no sales invoice.</source>
        <translation>invoiceType: {kind} is no sales invoice.</translation>
    </message>
    <message>
        <source>is being sent</source>
        <translation>is being sent</translation>
    </message>
    <message>
        <source>is no date (2026-02-28)</source>
        <translation>is no date (2026-02-28)</translation>
    </message>
    <message>
        <source>is no element of this service; it is sent as it stands</source>
        <translation>is no element of this service; it is sent as it stands</translation>
    </message>
    <message>
        <source>is no number (digits, and a dot before the decimals)</source>
        <translation>is no number (digits, and a dot before the decimals)</translation>
    </message>
    <message>
        <source>is no status of this service</source>
        <translation>is no status of this service</translation>
    </message>
    <message>
        <source>is not a field of this service</source>
        <translation>is not a field of this service</translation>
    </message>
    <message>
        <source>is wanted for the transaction {code}</source>
        <translation>is wanted for the transaction {code}</translation>
    </message>
    <message>
        <source>it answered with status {status}</source>
        <translation>it answered with status {status}</translation>
    </message>
    <message>
        <source>it cannot be read: {error}</source>
        <translation>it cannot be read: {error}</translation>
    </message>
    <message>
        <source>it does not answer us</source>
        <translation>it does not answer us</translation>
    </message>
    <message>
        <source>it does not list everything about the authority's own certificates</source>
        <translation>it does not list everything about the authority's own certificates</translation>
    </message>
    <message>
        <source>it has a critical extension that is not known to this program</source>
        <translation>it has a critical extension that is not known to this program</translation>
    </message>
    <message>
        <source>it has an internal error</source>
        <translation>it has an internal error</translation>
    </message>
    <message>
        <source>it has more than {entries} entries</source>
        <translation>it has more than {entries} entries</translation>
    </message>
    <message>
        <source>it has no end record, so it is cut off or no ZIP archive</source>
        <translation>it has no end record, so it is cut off or no ZIP archive</translation>
    </message>
    <message>
        <source>it is cut off</source>
        <translation>it is cut off</translation>
    </message>
    <message>
        <source>it is larger than Muhr reads</source>
        <translation>it is larger than Muhr reads</translation>
    </message>
    <message>
        <source>it is missing</source>
        <translation>it is missing</translation>
    </message>
    <message>
        <source>it is no longer used</source>
        <translation>it is no longer used</translation>
    </message>
    <message>
        <source>it is not in the message</source>
        <translation>it is not in the message</translation>
    </message>
    <message>
        <source>it is of the kind for more than 4 GB (ZIP64)</source>
        <translation>it is of the kind for more than 4 GB (ZIP64)</translation>
    </message>
    <message>
        <source>it is on hold</source>
        <translation>it is on hold</translation>
    </message>
    <message>
        <source>it is one part of several</source>
        <translation>it is one part of several</translation>
    </message>
    <message>
        <source>it lists changes only</source>
        <translation>it lists changes only</translation>
    </message>
    <message>
        <source>it packed its answer although it was not to</source>
        <translation>it packed its answer although it was not to</translation>
    </message>
    <message>
        <source>it redirects without end</source>
        <translation>it redirects without end</translation>
    </message>
    <message>
        <source>it took too long</source>
        <translation>it took too long</translation>
    </message>
    <message>
        <source>it unpacks to more than Muhr reads</source>
        <translation>it unpacks to more than Muhr reads</translation>
    </message>
    <message>
        <source>it wants signed requests</source>
        <translation>it wants signed requests</translation>
    </message>
    <message>
        <source>it wants to be asked later</source>
        <translation>it wants to be asked later</translation>
    </message>
    <message>
        <source>it was made for something else than this signature</source>
        <translation>it was made for something else than this signature</translation>
    </message>
    <message>
        <source>it was replaced</source>
        <translation>it was replaced</translation>
    </message>
    <message>
        <source>its address is not of the public network</source>
        <translation>its address is not of the public network</translation>
    </message>
    <message>
        <source>its answer is larger than Muhr reads</source>
        <translation>its answer is larger than Muhr reads</translation>
    </message>
    <message>
        <source>its answer is no time stamp</source>
        <translation>its answer is no time stamp</translation>
    </message>
    <message>
        <source>its answer is to another request</source>
        <translation>its answer is to another request</translation>
    </message>
    <message>
        <source>its directory has more or fewer lines than its end record says</source>
        <translation>its directory has more or fewer lines than its end record says</translation>
    </message>
    <message>
        <source>its directory is damaged</source>
        <translation>its directory is damaged</translation>
    </message>
    <message>
        <source>its directory is not where its end record says</source>
        <translation>its directory is not where its end record says</translation>
    </message>
    <message>
        <source>its entries overlap, or there is something between them that its directory does not list</source>
        <translation>its entries overlap, or there is something between them that its directory does not list</translation>
    </message>
    <message>
        <source>its key was compromised</source>
        <translation>its key was compromised</translation>
    </message>
    <message>
        <source>its owner's affiliation changed</source>
        <translation>its owner's affiliation changed</translation>
    </message>
    <message>
        <source>its time lies in the future</source>
        <translation>its time lies in the future</translation>
    </message>
    <message>
        <source>larger than allowed</source>
        <translation>larger than allowed</translation>
    </message>
    <message>
        <source>line {line}, column {column}</source>
        <translation>line {line}, column {column}</translation>
    </message>
    <message>
        <source>list every key at once (3.36)</source>
        <translation>list every key at once (3.36)</translation>
    </message>
    <message>
        <source>must be a day: yyyy-MM-dd</source>
        <translation>must be a day: yyyy-MM-dd</translation>
    </message>
    <message>
        <source>must be a list</source>
        <translation>must be a list</translation>
    </message>
    <message>
        <source>must be an object</source>
        <translation>must be an object</translation>
    </message>
    <message>
        <source>must be more than nothing</source>
        <translation>must be more than nothing</translation>
    </message>
    <message>
        <source>must be {kind}</source>
        <translation>must be {kind}</translation>
    </message>
    <message>
        <source>no &lt;response&gt; with a status was found</source>
        <translation>no &lt;response&gt; with a status was found</translation>
    </message>
    <message>
        <source>no answer came in time</source>
        <translation>no answer came in time</translation>
    </message>
    <message>
        <source>no path to a trusted root was found (the issuer is {short_text})</source>
        <translation>no path to a trusted root was found (the issuer is {short_text})</translation>
    </message>
    <message>
        <source>no readable certificate in the message is the signer's</source>
        <translation>no readable certificate in the message is the signer's</translation>
    </message>
    <message>
        <source>no reason given</source>
        <translation>no reason given</translation>
    </message>
    <message>
        <source>no reason known</source>
        <translation>no reason known</translation>
    </message>
    <message>
        <source>no tax number</source>
        <translation>no tax number</translation>
    </message>
    <message>
        <source>no time stamping authority is set up</source>
        <translation>no time stamping authority is set up</translation>
    </message>
    <message>
        <source>not readable</source>
        <translation>not readable</translation>
    </message>
    <message>
        <source>not revoked ({source})</source>
        <translation>not revoked ({source})</translation>
    </message>
    <message>
        <source>number: this is missing; it is what keeps an invoice from being imported twice.</source>
        <translation>number: this is missing; it is what keeps an invoice from being imported twice.</translation>
    </message>
    <message>
        <source>one of the offered values is wanted</source>
        <translation>one of the offered values is wanted</translation>
    </message>
    <message>
        <source>or another value must be given</source>
        <translation>or another value must be given</translation>
    </message>
    <message>
        <source>outcome not known</source>
        <translation>outcome not known</translation>
    </message>
    <message>
        <source>readable XML was expected</source>
        <translation>readable XML was expected</translation>
    </message>
    <message>
        <source>refused</source>
        <translation>refused</translation>
    </message>
    <message>
        <source>revocation was not checked{why}</source>
        <translation>revocation was not checked{why}</translation>
    </message>
    <message>
        <source>stands twice: it is not clear which one counts</source>
        <translation>stands twice: it is not clear which one counts</translation>
    </message>
    <message>
        <source>taken back</source>
        <translation>taken back</translation>
    </message>
    <message>
        <source>text</source>
        <translation>text</translation>
    </message>
    <message>
        <source>the XML is nested too deeply, or has too many elements</source>
        <translation>the XML is nested too deeply, or has too many elements</translation>
    </message>
    <message>
        <source>the XML is too large</source>
        <translation>the XML is too large</translation>
    </message>
    <message>
        <source>the address cannot be used</source>
        <translation>the address cannot be used</translation>
    </message>
    <message>
        <source>the address is not one of a web service</source>
        <translation>the address is not one of a web service</translation>
    </message>
    <message>
        <source>the answer is signed by somebody whom the authority did not make its responder</source>
        <translation>the answer is signed by somebody whom the authority did not make its responder</translation>
    </message>
    <message>
        <source>the authorities took too long to answer</source>
        <translation>the authorities took too long to answer</translation>
    </message>
    <message>
        <source>the authority refused</source>
        <translation>the authority refused</translation>
    </message>
    <message>
        <source>the authority was compromised</source>
        <translation>the authority was compromised</translation>
    </message>
    <message>
        <source>the authority's certificate does not allow it to sign revocation lists</source>
        <translation>the authority's certificate does not allow it to sign revocation lists</translation>
    </message>
    <message>
        <source>the buyer is {buyer}</source>
        <translation>the buyer is {buyer}</translation>
    </message>
    <message>
        <source>the certificate belongs to a certificate authority, not to a signer</source>
        <translation>the certificate belongs to a certificate authority, not to a signer</translation>
    </message>
    <message>
        <source>the certificate belongs to a certificate authority, not to a time stamping one</source>
        <translation>the certificate belongs to a certificate authority, not to a time stamping one</translation>
    </message>
    <message>
        <source>the certificate of {subject} was {text}</source>
        <translation>the certificate of {subject} was {text}</translation>
    </message>
    <message>
        <source>the certificate resembles a trusted one but is not the same</source>
        <translation>the certificate resembles a trusted one but is not the same</translation>
    </message>
    <message>
        <source>the certificate was issued for another purpose than signing documents</source>
        <translation>the certificate was issued for another purpose than signing documents</translation>
    </message>
    <message>
        <source>the certificate was not issued for time stamps and, as it must be, for nothing else</source>
        <translation>the certificate was not issued for time stamps and, as it must be, for nothing else</translation>
    </message>
    <message>
        <source>the certificate's key usage does not allow signatures</source>
        <translation>the certificate's key usage does not allow signatures</translation>
    </message>
    <message>
        <source>the connection broke before the answer was complete</source>
        <translation>the connection broke before the answer was complete</translation>
    </message>
    <message>
        <source>the connection could not be opened</source>
        <translation>the connection could not be opened</translation>
    </message>
    <message>
        <source>the connection could not be opened in time</source>
        <translation>the connection could not be opened in time</translation>
    </message>
    <message>
        <source>the connection failed ({name})</source>
        <translation>the connection failed ({name})</translation>
    </message>
    <message>
        <source>the content is itself a set of attributes: what was signed is unclear</source>
        <translation>the content is itself a set of attributes: what was signed is unclear</translation>
    </message>
    <message>
        <source>the content is not the expected one</source>
        <translation>the content is not the expected one</translation>
    </message>
    <message>
        <source>the content is not what was signed</source>
        <translation>the content is not what was signed</translation>
    </message>
    <message>
        <source>the content type is another one than the signed one</source>
        <translation>the content type is another one than the signed one</translation>
    </message>
    <message>
        <source>the countersignature cannot be read: {error}</source>
        <translation>the countersignature cannot be read: {error}</translation>
    </message>
    <message>
        <source>the date is {date}</source>
        <translation>the date is {date}</translation>
    </message>
    <message>
        <source>the digest algorithm has parameters that are not known to this program</source>
        <translation>the digest algorithm has parameters that are not known to this program</translation>
    </message>
    <message>
        <source>the entry {name} does not begin where the directory says</source>
        <translation>the entry {name} does not begin where the directory says</translation>
    </message>
    <message>
        <source>the entry {name} is a folder with contents of its own</source>
        <translation>the entry {name} is a folder with contents of its own</translation>
    </message>
    <message>
        <source>the entry {name} is a link or a device, not a file</source>
        <translation>the entry {name} is a link or a device, not a file</translation>
    </message>
    <message>
        <source>the entry {name} is damaged</source>
        <translation>the entry {name} is damaged</translation>
    </message>
    <message>
        <source>the entry {name} is encrypted</source>
        <translation>the entry {name} is encrypted</translation>
    </message>
    <message>
        <source>the entry {name} is packed in a way Muhr does not read</source>
        <translation>the entry {name} is packed in a way Muhr does not read</translation>
    </message>
    <message>
        <source>the entry {name} says other things of itself than the directory</source>
        <translation>the entry {name} says other things of itself than the directory</translation>
    </message>
    <message>
        <source>the entry {name} unpacks to another size than it says</source>
        <translation>the entry {name} unpacks to another size than it says</translation>
    </message>
    <message>
        <source>the entry {name} unpacks to more than Muhr reads</source>
        <translation>the entry {name} unpacks to more than Muhr reads</translation>
    </message>
    <message>
        <source>the message carries other content than the file given with it</source>
        <translation>the message carries other content than the file given with it</translation>
    </message>
    <message>
        <source>the message does not carry the signed content, and none was given</source>
        <translation>the message does not carry the signed content, and none was given</translation>
    </message>
    <message>
        <source>the message holds more certificates of possible issuers than Muhr tries</source>
        <translation>the message holds more certificates of possible issuers than Muhr tries</translation>
    </message>
    <message>
        <source>the name is not known</source>
        <translation>the name is not known</translation>
    </message>
    <message>
        <source>the name {name} is inside of a file</source>
        <translation>the name {name} is inside of a file</translation>
    </message>
    <message>
        <source>the name {name} occurs twice</source>
        <translation>the name {name} occurs twice</translation>
    </message>
    <message>
        <source>the name {text} leads out of the archive</source>
        <translation>the name {text} leads out of the archive</translation>
    </message>
    <message>
        <source>the name {text} means something else on Windows</source>
        <translation>the name {text} means something else on Windows</translation>
    </message>
    <message>
        <source>the number is {number}</source>
        <translation>the number is {number}</translation>
    </message>
    <message>
        <source>the proxy of this network does not let the request through</source>
        <translation>the proxy of this network does not let the request through</translation>
    </message>
    <message>
        <source>the request is malformed</source>
        <translation>the request is malformed</translation>
    </message>
    <message>
        <source>the responder answered in a form that is not known to this program</source>
        <translation>the responder answered in a form that is not known to this program</translation>
    </message>
    <message>
        <source>the responder does not know the certificate</source>
        <translation>the responder does not know the certificate</translation>
    </message>
    <message>
        <source>the responder refused to answer: {status}</source>
        <translation>the responder refused to answer: {status}</translation>
    </message>
    <message>
        <source>the responder's answer is about another certificate</source>
        <translation>the responder's answer is about another certificate</translation>
    </message>
    <message>
        <source>the responder's answer is to another request</source>
        <translation>the responder's answer is to another request</translation>
    </message>
    <message>
        <source>the responder's certificate is not from the authority</source>
        <translation>the responder's certificate is not from the authority</translation>
    </message>
    <message>
        <source>the responder's certificate is not in its answer</source>
        <translation>the responder's certificate is not in its answer</translation>
    </message>
    <message>
        <source>the responder's certificate was not valid when it answered</source>
        <translation>the responder's certificate was not valid when it answered</translation>
    </message>
    <message>
        <source>the revocation list is a part that is about other certificates</source>
        <translation>the revocation list is a part that is about other certificates</translation>
    </message>
    <message>
        <source>the revocation list is about other certificates</source>
        <translation>the revocation list is about other certificates</translation>
    </message>
    <message>
        <source>the revocation list is not used: {unusable}</source>
        <translation>the revocation list is not used: {unusable}</translation>
    </message>
    <message>
        <source>the revocation list is of another authority</source>
        <translation>the revocation list is of another authority</translation>
    </message>
    <message>
        <source>the server's certificate is not trusted</source>
        <translation>the server's certificate is not trusted</translation>
    </message>
    <message>
        <source>the service</source>
        <translation>the service</translation>
    </message>
    <message>
        <source>the service did not finish the request</source>
        <translation>the service did not finish the request</translation>
    </message>
    <message>
        <source>the service points to another address</source>
        <translation>the service points to another address</translation>
    </message>
    <message>
        <source>the service reports an error of its own</source>
        <translation>the service reports an error of its own</translation>
    </message>
    <message>
        <source>the signature names another certificate than its signer's</source>
        <translation>the signature names another certificate than its signer's</translation>
    </message>
    <message>
        <source>the signature of the responder's answer: {error}</source>
        <translation>the signature of the responder's answer: {error}</translation>
    </message>
    <message>
        <source>the signature of the revocation list: {problem}</source>
        <translation>the signature of the revocation list: {problem}</translation>
    </message>
    <message>
        <source>the signed attributes are not in DER order</source>
        <translation>the signed attributes are not in DER order</translation>
    </message>
    <message>
        <source>the signer's certificate was not valid at the signing time</source>
        <translation>the signer's certificate was not valid at the signing time</translation>
    </message>
    <message>
        <source>the signer's digest algorithm is not announced in the message</source>
        <translation>the signer's digest algorithm is not announced in the message</translation>
    </message>
    <message>
        <source>the signing certificate cannot be read: {error}</source>
        <translation>the signing certificate cannot be read: {error}</translation>
    </message>
    <message>
        <source>the signing certificate is named by a digest: {error}</source>
        <translation>the signing certificate is named by a digest: {error}</translation>
    </message>
    <message>
        <source>the signing time cannot be read: {error}</source>
        <translation>the signing time cannot be read: {error}</translation>
    </message>
    <message>
        <source>the signing time lies in the future</source>
        <translation>the signing time lies in the future</translation>
    </message>
    <message>
        <source>the source about revocation is too old; it was made on {made} UTC</source>
        <translation>the source about revocation is too old; it was made on {made} UTC</translation>
    </message>
    <message>
        <source>the source about revocation was made in the future</source>
        <translation>the source about revocation was made in the future</translation>
    </message>
    <message>
        <source>the stamped message did not pass verification</source>
        <translation>the stamped message did not pass verification</translation>
    </message>
    <message>
        <source>the total is {total}</source>
        <translation>the total is {total}</translation>
    </message>
    <message>
        <source>the {name} does not have exactly one value</source>
        <translation>the {name} does not have exactly one value</translation>
    </message>
    <message>
        <source>the {name} is missing</source>
        <translation>the {name} is missing</translation>
    </message>
    <message>
        <source>the {name} is of another type than it must be</source>
        <translation>the {name} is of another type than it must be</translation>
    </message>
    <message>
        <source>the {name} occurs twice</source>
        <translation>the {name} occurs twice</translation>
    </message>
    <message>
        <source>there are bytes after its end, or a second end record in its comment</source>
        <translation>there are bytes after its end, or a second end record in its comment</translation>
    </message>
    <message>
        <source>there are more ways to a root than Muhr tries</source>
        <translation>there are more ways to a root than Muhr tries</translation>
    </message>
    <message>
        <source>there are no signed attributes although the content is not plain data</source>
        <translation>there are no signed attributes although the content is not plain data</translation>
    </message>
    <message>
        <source>there is something between its entries and its directory</source>
        <translation>there is something between its entries and its directory</translation>
    </message>
    <message>
        <source>this service has no call for {value}</source>
        <translation>this service has no call for {value}</translation>
    </message>
    <message>
        <source>toPaid: {left}, but gross less paid is {rest}.</source>
        <translation>toPaid: {left}, but gross less paid is {rest}.</translation>
    </message>
    <message>
        <source>two different certificates claim to be the signer's</source>
        <translation>two different certificates claim to be the signer's</translation>
    </message>
    <message>
        <source>use ID cards (4.12)</source>
        <translation>use ID cards (4.12)</translation>
    </message>
    <message>
        <source>use USB tokens (4.86)</source>
        <translation>use USB tokens (4.86)</translation>
    </message>
    <message>
        <source>waits to be sent</source>
        <translation>waits to be sent</translation>
    </message>
    <message>
        <source>yes or no</source>
        <translation>yes or no</translation>
    </message>
    <message>
        <source>{amount} is far above what you usually write for {name} (about {normally}).</source>
        <translation>{amount} is far above what you usually write for {name} (about {normally}).</translation>
    </message>
    <message>
        <source>{amount} is far above what {name} usually asks for (about {normally}).</source>
        <translation>{amount} is far above what {name} usually asks for (about {normally}).</translation>
    </message>
    <message>
        <source>{error} Nothing was sent.</source>
        <translation>{error} Nothing was sent.</translation>
    </message>
    <message>
        <source>{field} {why}; it is sent as it stands.</source>
        <translation>{field} {why}; it is sent as it stands.</translation>
    </message>
    <message>
        <source>{field}: the tax number {tax_id} does not look right.</source>
        <translation>{field}: the tax number {tax_id} does not look right.</translation>
    </message>
    <message>
        <source>{field}: this is missing.</source>
        <translation>{field}: this is missing.</translation>
    </message>
    <message>
        <source>{field}: {stated}, but the positions add up to {sum}.</source>
        <translation>{field}: {stated}, but the positions add up to {sum}.</translation>
    </message>
    <message>
        <source>{field}: {why}.</source>
        <translation>{field}: {why}.</translation>
    </message>
    <message>
        <source>{file} could not be written: {why}.</source>
        <translation>{file} could not be written: {why}.</translation>
    </message>
    <message>
        <source>{first} is no form of {container}.</source>
        <translation>{first} is no form of {container}.</translation>
    </message>
    <message>
        <source>{first} {second}</source>
        <translation>{first} {second}</translation>
    </message>
    <message>
        <source>{first}; {second}</source>
        <translation>{first}; {second}</translation>
    </message>
    <message>
        <source>{given} is no e-mail address</source>
        <translation>{given} is no e-mail address</translation>
    </message>
    <message>
        <source>{host} asks for a pause.</source>
        <translation>{host} asks for a pause.</translation>
    </message>
    <message>
        <source>{host} cannot be reached: {why}.</source>
        <translation>{host} cannot be reached: {why}.</translation>
    </message>
    <message>
        <source>{host} does not accept this login.</source>
        <translation>{host} does not accept this login.</translation>
    </message>
    <message>
        <source>{host} does not let this account do that.</source>
        <translation>{host} does not let this account do that.</translation>
    </message>
    <message>
        <source>{host} refused the request (HTTP {status}).</source>
        <translation>{host} refused the request (HTTP {status}).</translation>
    </message>
    <message>
        <source>{host} refused: {said}</source>
        <translation>{host} refused: {said}</translation>
    </message>
    <message>
        <source>{host} says: {said}</source>
        <translation>{host} says: {said}</translation>
    </message>
    <message>
        <source>{host}: {why} (HTTP {status}).</source>
        <translation>{host}: {why} (HTTP {status}).</translation>
    </message>
    <message>
        <source>{host}: {why} (HTTP {status}); whether it was done must be asked.</source>
        <translation>{host}: {why} (HTTP {status}); whether it was done must be asked.</translation>
    </message>
    <message>
        <source>{host}: {why}.</source>
        <translation>{host}: {why}.</translation>
    </message>
    <message>
        <source>{host}: {why}; whether it was done must be asked.</source>
        <translation>{host}: {why}; whether it was done must be asked.</translation>
    </message>
    <message>
        <source>{known}, dated {when}</source>
        <translation>{known}, dated {when}</translation>
    </message>
    <message>
        <source>{known}; that document was refused.</source>
        <translation>{known}; that document was refused.</translation>
    </message>
    <message>
        <source>{name} asks for payment to another bank account: {after} instead of {before}.</source>
        <translation>{name} asks for payment to another bank account: {after} instead of {before}.</translation>
    </message>
    <message>
        <source>{name} cannot be read: {strerror}.</source>
        <translation>{name} cannot be read: {strerror}.</translation>
    </message>
    <message>
        <source>{name} does not belong to RSA and ECDSA keys.</source>
        <translation>{name} does not belong to RSA and ECDSA keys.</translation>
    </message>
    <message>
        <source>{name} has an account at this provider already. Change that one instead.</source>
        <translation>{name} has an account at this provider already. Change that one instead.</translation>
    </message>
    <message>
        <source>{name} is being written already.</source>
        <translation>{name} is being written already.</translation>
    </message>
    <message>
        <source>{name} is larger than {mebibytes} MiB. Split it.</source>
        <translation>{name} is larger than {mebibytes} MiB. Split it.</translation>
    </message>
    <message>
        <source>{name} is named like a signature but is none: {why}</source>
        <translation>{name} is named like a signature but is none: {why}</translation>
    </message>
    <message>
        <source>{name} is no file.</source>
        <translation>{name} is no file.</translation>
    </message>
    <message>
        <source>{not_used} It is no signed message. {error}</source>
        <translation>{not_used} It is no signed message. {error}</translation>
    </message>
    <message>
        <source>{note} Its status could not be asked: {error}</source>
        <translation>{note} Its status could not be asked: {error}</translation>
    </message>
    <message>
        <source>{origin} could not be asked: {why}.</source>
        <translation>{origin} could not be asked: {why}.</translation>
    </message>
    <message>
        <source>{problem} It could not be asked whether it had been done before: {error}</source>
        <translation>{problem} It could not be asked whether it had been done before: {error}</translation>
    </message>
    <message>
        <source>{refusal} Whether it is there already must be asked.</source>
        <translation>{refusal} Whether it is there already must be asked.</translation>
    </message>
    <message>
        <source>{said} Whether it is there could not be asked: {error}</source>
        <translation>{said} Whether it is there could not be asked: {error}</translation>
    </message>
    <message>
        <source>{sentence} It says: {text}</source>
        <translation>{sentence} It says: {text}</translation>
    </message>
    <message>
        <source>{sentence} Tries left: {left}.</source>
        <translation>{sentence} Tries left: {left}.</translation>
    </message>
    <message>
        <source>{server} failed a moment ago</source>
        <translation>{server} failed a moment ago</translation>
    </message>
    <message>
        <source>{step}: {text}</source>
        <translation>{step}: {text}</translation>
    </message>
    <message>
        <source>{text} (line {number}, column {column}).</source>
        <translation>{text} (line {number}, column {column}).</translation>
    </message>
    <message>
        <source>{text}.</source>
        <translation>{text}.</translation>
    </message>
    <message>
        <source>{title}: this cannot be done now ({status}).</source>
        <translation>{title}: this cannot be done now ({status}).</translation>
    </message>
    <message>
        <source>{url} could not be reached a moment ago</source>
        <translation>{url} could not be reached a moment ago</translation>
    </message>
    <message>
        <source>{what} as soon as the provider can be reached; the next try is {when}.</source>
        <translation>{what} as soon as the provider can be reached; the next try is {when}.</translation>
    </message>
    <message>
        <source>{what} is too weak to prove anything.</source>
        <translation>{what} is too weak to prove anything.</translation>
    </message>
    <message>
        <source>{what} once this is settled: {why}</source>
        <translation>{what} once this is settled: {why}</translation>
    </message>
    <message>
        <source>{what} through E-IMZO. {late_owner}</source>
        <translation>{what} through E-IMZO. {late_owner}</translation>
    </message>
    <message>
        <source>{what} {name} is damaged in Muhr's database.</source>
        <translation>{what} {name} is damaged in Muhr's database.</translation>
    </message>
    <message>
        <source>{what} {oid} is not known to this program.</source>
        <translation>{what} {oid} is not known to this program.</translation>
    </message>
    <message>
        <source>{whose}, and nothing proves that the signature was made before</source>
        <translation>{whose}, and nothing proves that the signature was made before</translation>
    </message>
    <message>
        <source>“ID” is not 0: this would change a document that is there already.</source>
        <translation>“ID” is not 0: this would change a document that is there already.</translation>
    </message>
    <message>
        <source>“INV_CATEGORY” and “INV_TYPE” are missing.</source>
        <translation>“INV_CATEGORY” and “INV_TYPE” are missing.</translation>
    </message>
    <message>
        <source>“OPERATION_DATE” is missing or is no date of the form DD-MM-YYYY HH:MM:SS.</source>
        <translation>“OPERATION_DATE” is missing or is no date of the form DD-MM-YYYY HH:MM:SS.</translation>
    </message>
    <message>
        <source>“SELLER_ACTION” must be 0 (saved) or 1 (saved and sent to the buyer).</source>
        <translation>“SELLER_ACTION” must be 0 (saved) or 1 (saved and sent to the buyer).</translation>
    </message>
    <message>
        <source>“file_name” should begin with {prefixes}.</source>
        <translation>“file_name” should begin with {prefixes}.</translation>
    </message>
    <message>
        <source>“invoices” must be a list of invoices.</source>
        <translation>“invoices” must be a list of invoices.</translation>
    </message>
    <message>
        <source>“{line}” is no list of documents that Faktura.uz knows.</source>
        <translation>“{line}” is no list of documents that Faktura.uz knows.</translation>
    </message>
    <message>
        <source>“{name}” is no day (yyyy-MM-dd).</source>
        <translation>“{name}” is no day (yyyy-MM-dd).</translation>
    </message>
    <message>
        <source>“{name}” must be a list of documents.</source>
        <translation>“{name}” must be a list of documents.</translation>
    </message>
    <message>
        <source>“{name}” {why}.</source>
        <translation>“{name}” {why}.</translation>
    </message>
</context>
</TS>
