package io.github.cacheconsistency.mutants;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import org.junit.jupiter.api.Test;

/** The page agrees with the code. If it does not, {@link KillMatrixTest} can write it again. */
class MutantsPageTest {

    private static final String REMEDY = "write docs/evidence/mutants.md anew, by the command that it names";

    @Test
    void isThatOfTheCode() throws IOException {
        String page = Files.readString(MutantsPage.FILE);

        assertThat(KillMatrix.read(page).page()).as(REMEDY).isEqualTo(page);
    }

    @Test
    void hasTheKillerOfEveryMutant() throws IOException {
        KillMatrix matrix = KillMatrix.read(Files.readString(MutantsPage.FILE));

        assertThat(Mutants.all())
                .as(REMEDY)
                .allSatisfy(mutant -> assertThat(matrix.of(mutant)).contains(mutant.killer()));
    }

    @Test
    void namesEachMutantOnce() {
        assertThat(Mutants.all())
                .extracting(Mutant::toString)
                .doesNotHaveDuplicates()
                .hasSizeGreaterThanOrEqualTo(40);
    }
}
