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
        <source>A rejection cannot be taken back once the service has it.</source>
        <translation>A rejection cannot be taken back once the service has it.</translation>
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
        <source>Accounts</source>
        <translation>Accounts</translation>
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
        <source>Add an account</source>
        <translation>Add an account</translation>
    </message>
    <message>
        <source>Add an account…</source>
        <translation>Add an account…</translation>
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
        <source>An address begins with http:// and names a computer.</source>
        <translation>An address begins with http:// and names a computer.</translation>
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
        <source>Archives (*.zip)</source>
        <translation>Archives (*.zip)</translation>
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
        <source>Being sent</source>
        <translation>Being sent</translation>
    </message>
    <message>
        <source>Belongs to another company</source>
        <translation>Belongs to another company</translation>
    </message>
    <message>
        <source>Building the small world. This takes a few seconds.</source>
        <translation>Building the small world. This takes a few seconds.</translation>
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
    <message>
        <source>Change the account</source>
        <translation>Change the account</translation>
    </message>
    <message>
        <source>Change {company}</source>
        <translation>Change {company}</translation>
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
        <source>Client id</source>
        <translation>Client id</translation>
    </message>
    <message>
        <source>Client secret</source>
        <translation>Client secret</translation>
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
        <source>Confirm…</source>
        <translation>Confirm…</translation>
    </message>
    <message>
        <source>Connect your company at Faktura.uz and see what waits for your signature.</source>
        <translation>Connect your company at Faktura.uz and see what waits for your signature.</translation>
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
        <source>Copy</source>
        <translation>Copy</translation>
    </message>
    <message>
        <source>Copy the report</source>
        <translation>Copy the report</translation>
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
        <source>Dark</source>
        <translation>Dark</translation>
    </message>
    <message>
        <source>Date</source>
        <translation>Date</translation>
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
        <source>Delete…</source>
        <translation>Delete…</translation>
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
        <source>Drop a signed file here</source>
        <translation>Drop a signed file here</translation>
    </message>
    <message>
        <source>Due</source>
        <translation>Due</translation>
    </message>
    <message>
        <source>E-IMZO asks for the password in a window of its own. If you do not see it, it lies behind this window.</source>
        <translation>E-IMZO asks for the password in a window of its own. If you do not see it, it lies behind this window.</translation>
    </message>
    <message>
        <source>Empty the search</source>
        <translation>Empty the search</translation>
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
        <source>Excise</source>
        <translation>Excise</translation>
    </message>
    <message>
        <source>Expired</source>
        <translation>Expired</translation>
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
    <message>
        <source>For example: the price does not match the contract</source>
        <translation>For example: the price does not match the contract</translation>
    </message>
    <message>
        <source>For services that cannot be asked what waits.</source>
        <translation>For services that cannot be asked what waits.</translation>
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
        <source>In the demo, this made-up key's password is: {password}</source>
        <translation>In the demo, this made-up key's password is: {password}</translation>
    </message>
    <message>
        <source>Inbox</source>
        <translation>Inbox</translation>
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
        <source>Issued by</source>
        <translation>Issued by</translation>
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
        <source>Look again</source>
        <translation>Look again</translation>
    </message>
    <message>
        <source>Look around in a small made-up world: two companies, documents to sign, nothing real.</source>
        <translation>Look around in a small made-up world: two companies, documents to sign, nothing real.</translation>
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
        <source>More</source>
        <translation>More</translation>
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
        <source>Navigation</source>
        <translation>Navigation</translation>
    </message>
    <message>
        <source>Never without a time stamp</source>
        <translation>Never without a time stamp</translation>
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
        <source>Only what the file itself brings</source>
        <translation>Only what the file itself brings</translation>
    </message>
    <message>
        <source>Only where the network inspects secure connections; a PEM file.</source>
        <translation>Only where the network inspects secure connections; a PEM file.</translation>
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
        <source>Organisation</source>
        <translation>Organisation</translation>
    </message>
    <message>
        <source>Origin</source>
        <translation>Origin</translation>
    </message>
    <message>
        <source>Original text</source>
        <translation>Original text</translation>
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
        <source>Own tax number</source>
        <translation>Own tax number</translation>
    </message>
    <message>
        <source>Owner</source>
        <translation>Owner</translation>
    </message>
    <message>
        <source>PIN of the token</source>
        <translation>PIN of the token</translation>
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
        <source>Price</source>
        <translation>Price</translation>
    </message>
    <message>
        <source>Print…</source>
        <translation>Print…</translation>
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
        <source>Proxy and certificates…</source>
        <translation>Proxy and certificates…</translation>
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
        <source>Reject…</source>
        <translation>Reject…</translation>
    </message>
    <message>
        <source>Remark</source>
        <translation>Remark</translation>
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
        <source>Remove…</source>
        <translation>Remove…</translation>
    </message>
    <message>
        <source>Report</source>
        <translation>Report</translation>
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
        <source>Rows of the outbox</source>
        <translation>Rows of the outbox</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Save</translation>
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
        <source>Send by e-mail…</source>
        <translation>Send by e-mail…</translation>
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
        <source>Sent, answer not known yet</source>
        <translation>Sent, answer not known yet</translation>
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
        <source>The PIN is typed on the keys of the reader, not here. Press Sign, then look at the reader.</source>
        <translation>The PIN is typed on the keys of the reader, not here. Press Sign, then look at the reader.</translation>
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
        <source>The archive is saved</source>
        <translation>The archive is saved</translation>
    </message>
    <message>
        <source>The bank account has changed</source>
        <translation>The bank account has changed</translation>
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
        <source>The document gets its number and goes to the other side.</source>
        <translation>The document gets its number and goes to the other side.</translation>
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
        <source>The payment is written down at the service.</source>
        <translation>The payment is written down at the service.</translation>
    </message>
    <message>
        <source>The report holds versions and places in the program, none of your data.</source>
        <translation>The report holds versions and places in the program, none of your data.</translation>
    </message>
    <message>
        <source>The same number and amount were seen before</source>
        <translation>The same number and amount were seen before</translation>
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
        <source>The service wants a one-time code for this account. Log in with it in Settings.</source>
        <translation>The service wants a one-time code for this account. Log in with it in Settings.</translation>
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
        <source>To notice</source>
        <translation>To notice</translation>
    </message>
    <message>
        <source>Token</source>
        <translation>Token</translation>
    </message>
    <message>
        <source>Token of the service</source>
        <translation>Token of the service</translation>
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
        <source>Waits for you</source>
        <translation>Waits for you</translation>
    </message>
    <message>
        <source>Was a certificate revoked?</source>
        <translation>Was a certificate revoked?</translation>
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
        <source>What will not work</source>
        <translation>What will not work</translation>
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
        <source>Whose key this is shows only with the first signature</source>
        <translation>Whose key this is shows only with the first signature</translation>
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
        <source>{what} in {seconds} s</source>
        <translation>{what} in {seconds} s</translation>
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
</context>
</TS>
