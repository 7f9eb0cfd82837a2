import java.io.File;
import org.apache.pdfbox.preflight.PreflightDocument;
import org.apache.pdfbox.preflight.ValidationResult;
import org.apache.pdfbox.preflight.ValidationResult.ValidationError;
import org.apache.pdfbox.preflight.exception.SyntaxValidationException;
import org.apache.pdfbox.preflight.parser.PreflightParser;

/** Says of each file whether it is PDF/A-1b, and why not. */
public class Preflight {
    public static void main(String[] files) throws Exception {
        boolean valid = true;
        for (String file : files) {
            ValidationResult result;
            PreflightParser parser = new PreflightParser(new File(file));
            try {
                parser.parse();
                try (PreflightDocument document = parser.getPreflightDocument()) {
                    document.validate();
                    result = document.getResult();
                }
            } catch (SyntaxValidationException e) {
                result = e.getResult();
            }
            valid &= result.isValid();
            System.out.println(file + (result.isValid() ? " PDF/A-1b" : " not PDF/A-1b"));
            for (ValidationError e : result.getErrorsList()) System.out.println("  " + e.getErrorCode() + " " + e.getDetails());
        }
        System.exit(valid ? 0 : 1);
    }
}
