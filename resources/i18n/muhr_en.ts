<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
<context>
    <name>muhr</name>
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
        <source>%n document(s) cannot be sent. The reasons stand in the list.</source>
        <translation>
            <numerusform>%n document cannot be sent. The reasons stand in the list.</numerusform>
            <numerusform>%n documents cannot be sent. The reasons stand in the list.</numerusform>
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
        <source>%n document(s) will be left out</source>
        <translation>
            <numerusform>%n document will be left out</numerusform>
            <numerusform>%n documents will be left out</numerusform>
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
        <source>%n try(ies) left</source>
        <translation>
            <numerusform>%n try left</numerusform>
            <numerusform>%n tries left</numerusform>
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
        <source>A rejection cannot be taken back once the service has it.</source>
        <translation>A rejection cannot be taken back once the service has it.</translation>
    </message>
    <message>
        <source>A tax number looks wrong</source>
        <translation>A tax number looks wrong</translation>
    </message>
    <message>
        <source>About</source>
        <translation>About</translation>
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
        <source>Address for the login</source>
        <translation>Address for the login</translation>
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
        <source>Another folder…</source>
        <translation>Another folder…</translation>
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
        <source>Ask the service for lists and contents</source>
        <translation>Ask the service for lists and contents</translation>
    </message>
    <message>
        <source>Asked</source>
        <translation>Asked</translation>
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
        <source>Asking the service…</source>
        <translation>Asking the service…</translation>
    </message>
    <message>
        <source>Asking what waits for you…</source>
        <translation>Asking what waits for you…</translation>
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
        <source>Chain</source>
        <translation>Chain</translation>
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
        <source>Documents to reject</source>
        <translation>Documents to reject</translation>
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
        <source>File</source>
        <translation>File</translation>
    </message>
    <message>
        <source>File: {file}</source>
        <translation>File: {file}</translation>
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
        <source>Issued by</source>
        <translation>Issued by</translation>
    </message>
    <message>
        <source>It can sign for {companies}.</source>
        <translation>It can sign for {companies}.</translation>
    </message>
    <message>
        <source>It fits none of your accounts.</source>
        <translation>It fits none of your accounts.</translation>
    </message>
    <message>
        <source>It has not been sent yet and then will not be. The document stays in the inbox.</source>
        <translation>It has not been sent yet and then will not be. The document stays in the inbox.</translation>
    </message>
    <message>
        <source>It is not known whether the service took it. Muhr asks before it sends again.</source>
        <translation>It is not known whether the service took it. Muhr asks before it sends again.</translation>
    </message>
    <message>
        <source>It is published once both sides have signed. Try again when the other side has.</source>
        <translation>It is published once both sides have signed. Try again when the other side has.</translation>
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
        <source>Muhr forgets the login of {company} and its documents. Nothing changes at the service.</source>
        <translation>Muhr forgets the login of {company} and its documents. Nothing changes at the service.</translation>
    </message>
    <message>
        <source>Muhr is already open on this computer with the same data.</source>
        <translation>Muhr is already open on this computer with the same data.</translation>
    </message>
    <message>
        <source>Muhr looks in the usual places (DSKEYS on every disk).</source>
        <translation>Muhr looks in the usual places (DSKEYS on every disk).</translation>
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
        <source>No account yet.</source>
        <translation>No account yet.</translation>
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
        <source>Nobody typed the password in time. Nothing was signed.</source>
        <translation>Nobody typed the password in time. Nothing was signed.</translation>
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
        <source>One in a line, or separated by spaces or commas.</source>
        <translation>One in a line, or separated by spaces or commas.</translation>
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
        <source>Or choose one: .p7s, .p7b, .sig, .cms, PEM or base64</source>
        <translation>Or choose one: .p7s, .p7b, .sig, .cms, PEM or base64</translation>
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
        <source>Plug in the disk with your key, or add the folder it is in.</source>
        <translation>Plug in the disk with your key, or add the folder it is in.</translation>
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
        <source>Problems</source>
        <translation>Problems</translation>
    </message>
    <message>
        <source>Progress</source>
        <translation>Progress</translation>
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
        <source>Refused</source>
        <translation>Refused</translation>
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
    <message>
        <source>Send again</source>
        <translation>Send again</translation>
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
        <source>Signed by {who}</source>
        <translation>Signed by {who}</translation>
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
        <source>The content was not seen</source>
        <translation>The content was not seen</translation>
    </message>
    <message>
        <source>The demo did not start.</source>
        <translation>The demo did not start.</translation>
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
        <source>The documents could not be looked through.</source>
        <translation>The documents could not be looked through.</translation>
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
        <source>The file with Muhr's data is damaged.</source>
        <translation>The file with Muhr's data is damaged.</translation>
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
        <source>The owner is told by a label; it is checked when it is opened.</source>
        <translation>The owner is told by a label; it is checked when it is opened.</translation>
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
        <source>This key cannot sign here.</source>
        <translation>This key cannot sign here.</translation>
    </message>
    <message>
        <source>This password does not open the key. Nothing was signed.</source>
        <translation>This password does not open the key. Nothing was signed.</translation>
    </message>
    <message>
        <source>Tick documents, or press Space on a row.</source>
        <translation>Tick documents, or press Space on a row.</translation>
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
        <source>Unit</source>
        <translation>Unit</translation>
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
        <source>You can watch, or go on in the background.</source>
        <translation>You can watch, or go on in the background.</translation>
    </message>
    <message>
        <source>You cancelled. Nothing was signed.</source>
        <translation>You cancelled. Nothing was signed.</translation>
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
        <source>not selected</source>
        <translation>not selected</translation>
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
        <source>{who} on {when}</source>
        <translation>{who} on {when}</translation>
    </message>
</context>
</TS>
