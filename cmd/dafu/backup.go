package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"dafu/internal/config"
	"dafu/internal/store"
)

func newBackup(c console) *cobra.Command {
	cfg, _ := config.FromEnvironment(os.Getenv)
	command := &cobra.Command{
		Use: "backup 目录", Short: "备份数据和密钥，服务不必停下", Args: exactly("备份到哪个目录"),
		Long: "把数据库和签章密钥备份到一个新的目录，只有本人能读。服务可以照常运行。\n" +
			"备份所得的目录就是完整的数据目录：恢复时把它放回原处，或用 dafu serve --data 指明。\n" +
			"备份里有密钥，谁拿到它就能盖章，请妥善保管。\n\n" +
			"退出码：0 已备份；1 数据库有问题；2 用法不对，或目录不能读写、已经存在。",
		Example: "  dafu backup /backup/dafu-2031-09-04 --data /srv/dafu",
		RunE: func(command *cobra.Command, args []string) error {
			if err := backUp(command.Context(), cfg.Data, args[0]); err != nil {
				return err
			}
			c.printf("已备份到 %s\n", args[0])
			return nil
		},
	}
	command.Flags().StringVar(&cfg.Data, "data", cfg.Data, "数据`目录`")
	return command
}

// backUp makes the folder to, whole or not at all.
func backUp(ctx context.Context, data, to string) (err error) {
	if err := knownData(data); err != nil {
		return err
	}
	if _, err := os.Lstat(to); err == nil {
		return unreadable("%s 已经存在，没有备份；请写一个新的目录", to)
	}
	part, err := os.MkdirTemp(filepath.Dir(filepath.Clean(to)), ".dafu-backup-*") // mode 0700
	if err != nil {
		return fileError("写入", to, err)
	}
	defer func() {
		if err != nil {
			_ = os.RemoveAll(part)
		}
	}()
	if err := store.Backup(ctx, filepath.Join(data, "dafu.db"), filepath.Join(part, "dafu.db")); err != nil {
		return openingData(fmt.Errorf("不能备份数据库：%w", err))
	}
	// The keys come second: one that is made meanwhile is too many, not missing.
	if err := copyKeys(os.DirFS(filepath.Join(data, "keys")), filepath.Join(part, "keys")); err != nil {
		return fileError("备份", filepath.Join(data, "keys"), err)
	}
	if err := errors.Join(flush(filepath.Join(part, "dafu.db")), flush(part)); err != nil {
		return fileError("写入", to, err)
	}
	if err := os.Rename(part, to); err != nil { // refuses a folder that came meanwhile, unless empty
		return fileError("写入", to, err)
	}
	return nil
}

// copyKeys copies the folder of keys, each readable by its owner only.
func copyKeys(keys fs.FS, to string) error {
	return fs.WalkDir(keys, ".", func(name string, d fs.DirEntry, err error) error {
		target := filepath.Join(to, filepath.FromSlash(name))
		switch {
		case err != nil:
			return err
		case d.IsDir():
			return os.Mkdir(target, 0o700)
		case strings.HasPrefix(d.Name(), ".new-"):
			return nil // a key that is being made, not yet in use
		}
		b, err := fs.ReadFile(keys, name)
		if err == nil {
			err = os.WriteFile(target, b, 0o600)
		}
		if err == nil {
			err = flush(target)
		}
		return err
	})
}

// flush puts a file or folder on the disk.
func flush(name string) error {
	f, err := os.Open(name)
	if err != nil {
		return err
	}
	return errors.Join(f.Sync(), f.Close())
}
