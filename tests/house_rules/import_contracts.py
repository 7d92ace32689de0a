"""What import-linter's own contracts cannot say: which files of a feature are its own."""

from typing import cast

from grimp import ImportGraph
from importlinter import Contract, ContractCheck, fields, output


class OwnFilesContract(Contract):
    """Features may use of each other only the files named ``shared``.

    The rest – tables, forms, views – is a feature's own business; a table that another
    feature needs for a type annotation is imported under ``if TYPE_CHECKING``.
    """

    type_name = "own_files"

    ground = fields.StringField()
    shared = fields.SetField(subfield=fields.StringField())

    def check(self, graph: ImportGraph, verbose: bool) -> ContractCheck:
        """Find every import of a feature's own file by another feature."""
        features = set(self.session_options["root_packages"]) - {cast("str", self.ground)}
        shared = cast("set[str]", self.shared)
        found = []
        for importer in sorted(graph.modules):
            for imported in sorted(graph.find_modules_directly_imported_by(importer)):
                feature, _, file = imported.partition(".")
                if feature not in features or importer.partition(".")[0] in {feature, cast("str", self.ground)}:
                    continue
                if file.partition(".")[0] not in shared | {""}:
                    found.append(f"{importer} imports {imported}")
        return ContractCheck(kept=not found, metadata={"found": found})

    def render_broken_contract(self, check: ContractCheck) -> None:
        """Print what was found, one import a line."""
        for line in check.metadata["found"]:
            output.print_error(f"- {line}", bold=False)
