// A program of its own, run by bouncy.py: Bouncy Castle judges signed messages, many in one process.
//
// Arguments: one file of trust anchors (PEM or DER, as many as wanted) and the moment in seconds since 1970.
// Reads lines "MESSAGE" or "MESSAGE<TAB>CONTENT" (paths), answers each with one line: "valid", or "invalid" and why.
//
// Valid means: there is a signer; of each, the certificate is in the message, the signature and the signed attributes
// hold, and a path leads to an anchor at that moment. Revocation is not looked at.

import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.Security;
import java.security.cert.CertPathBuilder;
import java.security.cert.CertStore;
import java.security.cert.CertificateFactory;
import java.security.cert.CollectionCertStoreParameters;
import java.security.cert.PKIXBuilderParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509CertSelector;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Date;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cms.CMSProcessableByteArray;
import org.bouncycastle.cms.CMSSignedData;
import org.bouncycastle.cms.SignerInformation;
import org.bouncycastle.cms.jcajce.JcaSimpleSignerInfoVerifierBuilder;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.util.Store;

public final class BouncyVerify {
    private final Set<TrustAnchor> anchors = new HashSet<>();
    private final Date moment;

    private BouncyVerify(Path trusted, Date moment) throws Exception {
        CertificateFactory factory = CertificateFactory.getInstance("X.509", "BC");
        for (Object found : factory.generateCertificates(new ByteArrayInputStream(Files.readAllBytes(trusted)))) {
            anchors.add(new TrustAnchor((X509Certificate) found, null));
        }
        this.moment = moment;
    }

    private void judge(byte[] message, byte[] content) throws Exception {
        CMSSignedData data = new CMSSignedData(message);
        if (content != null) {
            if (data.getSignedContent() != null) {
                throw new Exception("attached and detached content");
            }
            data = new CMSSignedData(new CMSProcessableByteArray(content), message);
        }
        Collection<SignerInformation> signers = data.getSignerInfos().getSigners();
        if (signers.isEmpty()) {
            throw new Exception("no signer");
        }
        List<X509Certificate> all = new ArrayList<>();
        Store<X509CertificateHolder> store = data.getCertificates();
        JcaX509CertificateConverter converter = new JcaX509CertificateConverter().setProvider("BC");
        for (X509CertificateHolder holder : store.getMatches(null)) {
            all.add(converter.getCertificate(holder));
        }
        CertStore pool = CertStore.getInstance("Collection", new CollectionCertStoreParameters(all), "BC");
        for (SignerInformation signer : signers) {
            Collection<X509CertificateHolder> named = store.getMatches(signer.getSID());
            if (named.size() != 1) {
                throw new Exception("not exactly one certificate is the signer's");
            }
            X509Certificate certificate = converter.getCertificate(named.iterator().next());
            if (!signer.verify(new JcaSimpleSignerInfoVerifierBuilder().setProvider("BC").build(certificate))) {
                throw new Exception("the signature does not hold");
            }
            X509CertSelector target = new X509CertSelector();
            target.setCertificate(certificate);
            PKIXBuilderParameters parameters = new PKIXBuilderParameters(anchors, target);
            parameters.addCertStore(pool);
            parameters.setRevocationEnabled(false);
            parameters.setDate(moment);
            CertPathBuilder.getInstance("PKIX", "BC").build(parameters);
        }
    }

    private String answer(String line) {
        try {
            String[] parts = line.split("\t");
            byte[] content = parts.length > 1 ? Files.readAllBytes(Path.of(parts[1])) : null;
            judge(Files.readAllBytes(Path.of(parts[0])), content);
            return "valid";
        } catch (Exception | StackOverflowError error) {
            return "invalid " + String.valueOf(error).replaceAll("\\s+", " ");
        }
    }

    public static void main(String[] arguments) throws Exception {
        Security.addProvider(new BouncyCastleProvider());
        Date moment = new Date(Long.parseLong(arguments[1]) * 1000);
        BouncyVerify judge = new BouncyVerify(Path.of(arguments[0]), moment);
        BufferedReader lines = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        PrintStream out = new PrintStream(System.out, false, StandardCharsets.UTF_8);
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            out.println(judge.answer(line));
        }
        out.flush();
    }
}
