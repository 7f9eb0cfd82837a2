package docx

// checkAuthor is whose the comments of Annotate are; Read knows them by it.
const (
	checkAuthor   = "答复·公文体检"
	checkInitials = "体检"
)
